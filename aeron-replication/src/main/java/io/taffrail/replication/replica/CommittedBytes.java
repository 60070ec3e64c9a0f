/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

/**
 * How many bytes of a log are committed, at least: the log's end is remembered now and then, in offsets and in bytes, and
 * counts once the high watermark has passed it.
 */
final class CommittedBytes {
    private static final int SAMPLES = 64;

    private final long[] offsets = new long[SAMPLES];
    private final long[] bytes = new long[SAMPLES];
    private int first;
    private int count;
    private long committed;

    /** A term begins: what is there counts, committed or not, since nobody can hold it back any more. */
    void begin(final long endBytes) {
        first = 0;
        count = 0;
        committed = endBytes;
    }

    /** The log ends here now. */
    void onEnd(final long endOffset, final long endBytes) {
        if (count < SAMPLES && (count == 0 || offsets[last()] < endOffset)) {
            count++;
            offsets[last()] = endOffset;
            bytes[last()] = endBytes;
        }
    }

    /** Bytes before the high watermark, as far as is known. */
    long upTo(final long highWatermark) {
        while (count > 0 && offsets[first] <= highWatermark) {
            committed = bytes[first];
            first = (first + 1) % SAMPLES;
            count--;
        }
        return committed;
    }

    private int last() {
        return (first + count - 1) % SAMPLES;
    }
}
