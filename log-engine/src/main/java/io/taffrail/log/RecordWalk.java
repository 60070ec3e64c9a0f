/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.storage.NativeBuffer;

/**
 * Walks the records of the batch at which a {@link BatchWalk} stands.
 *
 * <p>Threading: one thread.
 */
final class RecordWalk implements AutoCloseable {
    private final BatchWalk batches;
    private final BatchDecompressor decompressor = new BatchDecompressor();
    private NativeBuffer buffer;
    private int end;
    private int left;
    private int next;
    private int index;
    private int length;
    private int valueLength;
    private int keyLength;
    private int offsetDelta;

    RecordWalk(final BatchWalk batches) {
        this.batches = batches;
    }

    /** Stand in front of the first record of the batch. */
    void begin() {
        int at = batches.index();
        int batchLength = batches.length();
        buffer = batches.buffer();
        if (BatchHeader.isCompressed(batches.attributes())) {
            final String problem = decompressor.open(buffer, at, batchLength);
            if (problem != null) {
                throw batches.badRecord(at, problem);
            }
            buffer = decompressor.buffer();
            batchLength = decompressor.length();
            at = 0;
        }
        end = at + batchLength;
        next = at + LogFormat.BATCH_HEADER_LENGTH;
        left = BatchHeader.recordCount(buffer, at);
        offsetDelta = -1;
    }

    /**
     * Go to the next record.
     *
     * @throws CorruptLogException when it cannot be one.
     */
    boolean next() {
        if (left == 0) {
            return false;
        }
        left--;
        index = next;
        length = end - index < LogFormat.RECORD_PREFIX_LENGTH ? 0 : intAt(LogFormat.RECORD_LENGTH_OFFSET);
        if (length < LogFormat.RECORD_PREFIX_LENGTH || length > end - index) {
            throw batches.badRecord(index, "length=" + length + " room=" + (end - index));
        }
        valueLength = intAt(LogFormat.RECORD_VALUE_LENGTH_OFFSET);
        keyLength = intAt(LogFormat.RECORD_KEY_LENGTH_OFFSET);
        final int delta = intAt(LogFormat.RECORD_OFFSET_DELTA_OFFSET);
        if (valueLength < LogFormat.NULL_LENGTH
                || keyLength < LogFormat.NULL_LENGTH
                || RecordLayout.length(valueLength, keyLength, 0) > length
                || delta <= offsetDelta
                || batches.baseOffset() + delta >= batches.nextOffset()) {
            throw batches.badRecord(
                    index, "valueLength=" + valueLength + " keyLength=" + keyLength + " offsetDelta=" + delta);
        }
        offsetDelta = delta;
        next = index + LogFormat.recordStride(length);
        return true;
    }

    /** Holds the records of the batch: it, or what was compressed in it. */
    NativeBuffer buffer() {
        return buffer;
    }

    /** Where the record stands in {@link #buffer()}. */
    int index() {
        return index;
    }

    /** Bytes of the record, without padding. */
    int length() {
        return length;
    }

    long offset() {
        return batches.baseOffset() + offsetDelta;
    }

    boolean hasKey() {
        return keyLength != LogFormat.NULL_LENGTH;
    }

    /** Whether it says that its key is gone. */
    boolean isTombstone() {
        return valueLength == LogFormat.NULL_LENGTH;
    }

    long timestampDelta() {
        return buffer.getLongUnchecked(index + LogFormat.RECORD_TIMESTAMP_DELTA_OFFSET);
    }

    int keyIndex() {
        return RecordLayout.keyIndex(index, valueLength);
    }

    void hashKey(final KeyHash hash) {
        hash.of(buffer, keyIndex(), keyLength);
    }

    @Override
    public void close() {
        decompressor.close();
    }

    private int intAt(final int field) {
        return buffer.getIntUnchecked(index + field);
    }
}
