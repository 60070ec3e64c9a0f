/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.storage.NativeBuffer;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Writes the batches of a compacted segment. Every offset belongs to a batch afterwards: what is dropped is covered by the
 * batch in front of it, whose {@code lastOffsetDelta} grows, or by a void where that batch names a producer, whose sequences
 * the delta counts, or is of another term.
 *
 * <pre>
 *   offsets     0    1    2    3    4    5    6    7         kept: 1 (plain), 4 (of a producer), 7
 *   before     [0]  [1]  [2]  [3]  [4]  [5]  [6]  [7]
 *   after      void [1 . . . . . ] [4]  void . .  [7]
 * </pre>
 *
 * <p>Threading: one thread.
 */
final class CompactedBatches implements AutoCloseable {
    private static final int FIRST_CAPACITY = 1 << 20;

    private final StorageFile file;
    private final int indexIntervalBytes;
    private final SparseIndex index = new SparseIndex();
    private final BatchChecksum checksum;
    private ByteBuffer bytes = ByteBuffer.allocateDirect(FIRST_CAPACITY);
    private NativeBuffer buffer = new NativeBuffer(bytes);
    private int flushedTo = LogFormat.SEGMENT_HEADER_LENGTH;
    private int filled;
    private int last = -1;
    private boolean isLastChanged;
    private int indexedPosition = -1;
    private long newest = Long.MIN_VALUE;
    private long gapStart;
    private long gapEnd;
    private int gapTerm;

    /** Write to a file; to nowhere when it is null, to see what would be written. */
    CompactedBatches(final StorageFile file, final long logId, final int indexIntervalBytes, final long baseOffset) {
        this.file = file;
        this.indexIntervalBytes = indexIntervalBytes;
        this.checksum = new BatchChecksum(logId);
        gapStart = baseOffset;
        gapEnd = baseOffset;
    }

    /** Offsets are left out; they follow those before. */
    void skip(final long nextOffset, final int term) throws IOException {
        if (term != gapTerm) {
            closeGap();
            gapTerm = term;
        }
        gapEnd = nextOffset;
    }

    /** Begin a batch, which takes this many bytes at most: its index in {@link #buffer()}. */
    int begin(final int length) throws IOException {
        closeGap();
        return room(LogFormat.alignedBatchLength(length));
    }

    NativeBuffer buffer() {
        return buffer;
    }

    /**
     * The batch that was begun stands in the buffer, as long as it says there.
     *
     * @param length     in bytes, stored here.
     * @param nextOffset first offset behind it.
     * @param isChanged  whether its checksum is still to be made, and its padding to be zeroed.
     */
    void end(final int length, final long nextOffset, final boolean isChanged) {
        final int aligned = LogFormat.alignedBatchLength(length);
        if (isChanged) {
            buffer.setMemory(filled + length, aligned - length, (byte) 0);
            BatchHeader.lengthRelease(buffer, filled, length);
        }
        final int position = flushedTo + filled;
        if (indexedPosition < 0 || position - indexedPosition >= indexIntervalBytes) {
            index.add(BatchHeader.baseOffset(buffer, filled), position, newest);
            indexedPosition = position;
        }
        newest = Math.max(newest, BatchHeader.maxTimestamp(buffer, filled));
        last = filled;
        isLastChanged = isChanged;
        filled += aligned;
        gapStart = nextOffset;
        gapEnd = nextOffset;
    }

    /** Write what is left: the position at which the batches end. */
    int finish() throws IOException {
        closeGap();
        sealLast();
        flush();
        return flushedTo;
    }

    /** Position at which the next batch would stand. */
    int position() {
        return flushedTo + filled;
    }

    SparseIndex index() {
        return index;
    }

    /** The newest timestamp of all batches. */
    long newest() {
        return newest;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }

    private void closeGap() throws IOException {
        if (gapEnd > gapStart && last >= 0 && mayGrow()) {
            BatchHeader.putCounts(
                    buffer,
                    last,
                    (int) (gapEnd - 1 - BatchHeader.baseOffset(buffer, last)),
                    BatchHeader.recordCount(buffer, last));
            isLastChanged = true;
            gapStart = gapEnd;
        }
        while (gapStart < gapEnd) {
            putVoid((int) Math.min(gapEnd - 1 - gapStart, Integer.MAX_VALUE - 1));
        }
    }

    private boolean mayGrow() {
        return BatchHeader.producerId(buffer, last) < 0
                && BatchHeader.term(buffer, last) == gapTerm
                && gapEnd - BatchHeader.baseOffset(buffer, last) < Integer.MAX_VALUE;
    }

    private void putVoid(final int lastDelta) throws IOException {
        final long end = gapEnd;
        final long timestamp = Math.max(0, newest);
        final int at = room(LogFormat.BATCH_HEADER_LENGTH);
        BatchHeader.putIdentity(buffer, at, gapStart, gapTerm, LogFormat.ATTRIBUTE_VOID);
        BatchHeader.putTimes(buffer, at, timestamp, timestamp);
        BatchHeader.putNoProducer(buffer, at);
        BatchHeader.putCounts(buffer, at, lastDelta, 0);
        end(LogFormat.BATCH_HEADER_LENGTH, gapStart + lastDelta + 1L, true);
        gapEnd = end;
    }

    private int room(final int length) throws IOException {
        sealLast();
        if (filled + length > buffer.capacity()) {
            flush();
        }
        if (length > buffer.capacity()) {
            bytes = ByteBuffer.allocateDirect(length);
            buffer = new NativeBuffer(bytes);
        }
        return filled;
    }

    /** The last batch does not change any more. */
    private void sealLast() {
        if (last >= 0 && isLastChanged) {
            checksum.over(buffer, bytes);
            BatchHeader.putCrc(buffer, last, checksum.of(last, BatchHeader.lengthVolatile(buffer, last)));
            isLastChanged = false;
        }
    }

    private void flush() throws IOException {
        if (file != null) {
            file.write(bytes.limit(filled).position(0), flushedTo);
        }
        flushedTo += filled;
        filled = 0;
        last = -1;
    }
}
