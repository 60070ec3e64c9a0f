/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.storage.NativeBuffer;
import io.taffrail.storage.StorageFile;
import java.io.IOException;

/**
 * Walks the batches of one segment file by positioned reads and checks each.
 *
 * <p>Threading: one thread.
 */
final class SegmentScanner {
    private final ChunkWindow window = new ChunkWindow();
    private final BatchChecksum checksum;
    private final long logId;
    private int end;
    private int index;
    private int length;

    SegmentScanner(final long logId) {
        this.logId = logId;
        this.checksum = new BatchChecksum(logId);
    }

    long logId() {
        return logId;
    }

    /** Look at a segment up to a position. */
    void open(final StorageFile file, final int endPosition) {
        window.open(file, endPosition);
        end = endPosition;
    }

    /** Check what stands at a position; the accessors below then speak of it. */
    BatchCheck check(final int position) throws IOException {
        index = window.load(position, LogFormat.BATCH_HEADER_LENGTH);
        if (index < 0) {
            length = 0;
            return BatchCheck.EMPTY;
        }
        length = BatchHeader.lengthVolatile(window.buffer(), index);
        final BatchCheck ofLength = BatchCheck.ofLength(length, (long) end - position);
        if (ofLength != BatchCheck.SOUND) {
            return ofLength;
        }
        index = window.load(position, LogFormat.alignedBatchLength(length));
        if (index < 0) {
            return BatchCheck.BAD_LENGTH;
        }
        checksum.over(window.bytes(), window.bytes());
        return BatchCheck.ofBatch(window.buffer(), index, length, checksum);
    }

    /** Bytes that the open claim at a position covers; 0 where its length was not stored yet, or cannot be one. */
    int claimedBytes(final int position) throws IOException {
        final int at = window.load(position, Integer.BYTES);
        final int claimed = at < 0 ? 0 : BatchHeader.lengthVolatile(window.buffer(), at);
        final boolean isLength = claimed < 0 && claimed != LogFormat.DEAD_CLAIM && -claimed <= end - position;
        return isLength ? LogFormat.alignedBatchLength(-claimed) : 0;
    }

    /** Whether the header alone could be that of a batch that follows an offset; cheap, and proves nothing. */
    boolean isPlausible(final int position, final long afterOffset) throws IOException {
        final int at = window.load(position, LogFormat.BATCH_HEADER_LENGTH);
        if (at < 0) {
            return false;
        }
        final NativeBuffer buffer = window.buffer();
        final long baseOffset = BatchHeader.baseOffset(buffer, at);
        return BatchHeader.lengthVolatile(buffer, at) >= LogFormat.BATCH_HEADER_LENGTH
                && BatchHeader.version(buffer, at) == LogFormat.BATCH_VERSION
                && baseOffset > afterOffset
                && baseOffset - afterOffset <= end / LogFormat.RECORD_PREFIX_LENGTH
                && BatchHeader.lastOffsetDelta(buffer, at) >= 0;
    }

    /** Whether every byte from a position to the end of what was opened is zero. */
    boolean isZeroFrom(final int position) throws IOException {
        int at = position;
        while (at < end) {
            final int part = Math.min(ChunkWindow.CHUNK, end - at);
            final int from = window.load(at, part);
            if (from < 0 || !isZero(window.buffer(), from, part)) {
                return false;
            }
            at += part;
        }
        return true;
    }

    /** Position behind the last piece of batch alignment that is not all zeros; where it was told to begin without any. */
    int lastUsed(final int from) throws IOException {
        int used = from;
        for (int at = from; at < end; at += LogFormat.BATCH_ALIGNMENT) {
            final int part = Math.min(LogFormat.BATCH_ALIGNMENT, end - at);
            final int loaded = window.load(at, part);
            if (loaded < 0) {
                break;
            }
            if (!isZero(window.buffer(), loaded, part)) {
                used = at + part;
            }
        }
        return used;
    }

    private static boolean isZero(final NativeBuffer buffer, final int from, final int length) {
        for (int i = from; i < from + length; i += Long.BYTES) {
            if (buffer.getLong(i) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Forget what was read: the file was changed. */
    void invalidate() {
        window.invalidate();
    }

    NativeBuffer buffer() {
        return window.buffer();
    }

    BatchChecksum checksum() {
        return checksum;
    }

    /** Index of the batch last checked in {@link #buffer()}. */
    int index() {
        return index;
    }

    int length() {
        return length;
    }

    int alignedLength() {
        return LogFormat.alignedBatchLength(length);
    }

    long baseOffset() {
        return BatchHeader.baseOffset(window.buffer(), index);
    }

    long nextOffset() {
        return baseOffset() + BatchHeader.lastOffsetDelta(window.buffer(), index) + 1;
    }

    int term() {
        return BatchHeader.term(window.buffer(), index);
    }

    long maxTimestamp() {
        return BatchHeader.maxTimestamp(window.buffer(), index);
    }
}
