/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.storage.NativeBuffer;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;

/**
 * Many records that are published as one batch: one claim, one checksum, all visible at once, or none. Records are laid
 * out here as they will stand in the log, so that publishing copies once.
 *
 * <p>Threading: one thread at a time. Allocates when it grows only.
 */
public final class BatchDraft {
    private static final int INITIAL_CAPACITY = 4096;

    private NativeBuffer records = new NativeBuffer(ByteBuffer.allocateDirect(INITIAL_CAPACITY));
    private int length;
    private int end;
    private int count;
    private boolean isKeyed = true;
    private int partition = RecordDraft.ANY_PARTITION;
    private long baseTimestamp = RecordDraft.NOW;
    private long maxTimestamp = RecordDraft.NOW;

    /** An empty batch. */
    public BatchDraft() {
        // fields say it
    }

    /**
     * Forget all records.
     *
     * @return this.
     */
    public BatchDraft clear() {
        length = 0;
        end = 0;
        count = 0;
        isKeyed = true;
        partition = RecordDraft.ANY_PARTITION;
        baseTimestamp = RecordDraft.NOW;
        maxTimestamp = RecordDraft.NOW;
        return this;
    }

    /**
     * Name the partition for the whole batch.
     *
     * @param number 0 or more, or {@link RecordDraft#ANY_PARTITION}.
     * @return this.
     */
    public BatchDraft partition(final int number) {
        partition = number;
        return this;
    }

    /**
     * The partition asked for.
     *
     * @return its number, or {@link RecordDraft#ANY_PARTITION}.
     */
    public int partition() {
        return partition;
    }

    /**
     * Add a record of a value alone, without key and headers, with the time of publishing.
     *
     * @param value  buffer that holds it.
     * @param index  of its first byte.
     * @param valueLength in bytes.
     * @return this.
     * @throws IllegalStateException if a record with a timestamp of its own was added before.
     */
    public BatchDraft add(final DirectBuffer value, final int index, final int valueLength) {
        checkTimestamp(RecordDraft.NOW);
        value.boundsCheck(index, valueLength);
        final int at = begin(valueLength, LogFormat.NULL_LENGTH, 0);
        RecordLayout.putTimestampDelta(records, at, 0);
        records.putBytesUnchecked(at + LogFormat.RECORD_PREFIX_LENGTH, value, index, valueLength);
        return this;
    }

    /**
     * Add a record. Its partition is not looked at: the batch goes to one.
     *
     * @param draft to copy.
     * @return this.
     * @throws IllegalStateException if some records have a timestamp of their own and others have not.
     */
    public BatchDraft add(final RecordDraft draft) {
        final long timestamp = draft.timestamp();
        checkTimestamp(timestamp);
        final int at = begin(draft.valueLength(), draft.keyLength(), draft.headersLength());
        if (count == 1) {
            baseTimestamp = timestamp;
            maxTimestamp = timestamp;
        }
        maxTimestamp = Math.max(maxTimestamp, timestamp);
        RecordLayout.putTimestampDelta(records, at, timestamp - baseTimestamp);
        draft.putValue(records, at + LogFormat.RECORD_PREFIX_LENGTH);
        draft.putKeyAndHeaders(records, RecordLayout.keyIndex(at, draft.valueLength()));
        return this;
    }

    /**
     * Records added so far.
     *
     * @return the number.
     */
    public int count() {
        return count;
    }

    /**
     * Bytes that the batch takes in the log, header included, padding to the next batch excluded.
     *
     * @return bytes.
     */
    public int lengthBytes() {
        return LogFormat.BATCH_HEADER_LENGTH + length;
    }

    /** Whether every record has a key. */
    boolean isKeyed() {
        return isKeyed;
    }

    long baseTimestamp() {
        return baseTimestamp;
    }

    long maxTimestamp() {
        return maxTimestamp;
    }

    NativeBuffer records() {
        return records;
    }

    private int begin(final int valueLength, final int keyLength, final int headersLength) {
        final long recordLength = RecordLayout.length(valueLength, keyLength, headersLength);
        final int at = end;
        if (at + recordLength > Integer.MAX_VALUE / 2) {
            throw new IllegalArgumentException("batch too large: lengthBytes=" + (at + recordLength) + " maximum="
                    + Integer.MAX_VALUE / 2 + ": publish it in parts");
        }
        final int newLength = at + (int) recordLength;
        final int newEnd = LogFormat.recordStride(newLength);
        ensure(newEnd);
        records.putLongUnchecked(newEnd - Long.BYTES, 0); // the padding, before what may share its word
        RecordLayout.putLengthAndDelta(records, at, (int) recordLength, count);
        RecordLayout.putFieldLengths(records, at, valueLength, keyLength);
        isKeyed &= keyLength != LogFormat.NULL_LENGTH;
        length = newLength;
        end = newEnd;
        count++;
        return at;
    }

    private void checkTimestamp(final long timestamp) {
        if (count > 0 && (timestamp == RecordDraft.NOW) != (baseTimestamp == RecordDraft.NOW)) {
            throw new IllegalStateException("timestamps mixed in a batch: give one to every record or to none");
        }
    }

    private void ensure(final int capacity) {
        if (capacity > records.capacity()) {
            final NativeBuffer larger =
                    new NativeBuffer(ByteBuffer.allocateDirect(Math.max(capacity, records.capacity() * 2)));
            larger.putBytes(0, records, 0, end);
            records = larger;
        }
    }
}
