/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The checksum of a batch: CRC32C from the byte after the CRC to the aligned end, seeded with log id and length.
 *
 * <p>Threading: each thread has its own.
 */
final class BatchChecksum {
    private final CRC32C crc = new CRC32C();
    private final long logId;
    private Object source;
    private ByteBuffer bytes;

    BatchChecksum(final long logId) {
        this.logId = logId;
    }

    /** Whether the bytes last given belong to this source, so that they need not be given again. */
    boolean isOver(final Object identity) {
        return source == identity;
    }

    /**
     * Give the bytes to look at.
     *
     * @param identity what they belong to.
     * @param duplicate a byte buffer for the use of this object alone, position 0 being the segment's position 0.
     */
    void over(final Object identity, final ByteBuffer duplicate) {
        source = identity;
        bytes = duplicate;
    }

    /** Checksum of the batch of a given committed length at an index of the bytes. */
    int of(final int index, final int length) {
        crc.reset();
        bytes.limit(index + LogFormat.alignedBatchLength(length)).position(index + LogFormat.CRC_COVERED_FROM);
        crc.update(bytes);
        return (int) crc.getValue() ^ LogFormat.crcSeed(logId, length);
    }
}
