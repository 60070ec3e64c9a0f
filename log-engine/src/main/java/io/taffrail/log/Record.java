/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.storage.NativeBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;

/**
 * A record in place: a view of bytes in the log. Valid during the call of the handler only; copy what must last.
 *
 * <p>Threading: the thread that polls.
 */
public final class Record {
    /** There is no header of that name. */
    public static final int NO_HEADER = -2;

    private NativeBuffer buffer;
    private String topic = "";
    private int partition;
    private int batchIndex;
    private int index;
    private int length;
    private int valueLength;
    private int keyLength;
    private long offset;
    private long timestamp;
    private int term;

    Record() {
        // filled by the reader
    }

    @SuppressWarnings("ReferenceEquality")
    void wrap(final NativeBuffer source, final int at, final int recordLength) {
        if (buffer != source) { // a store of a reference costs a collector's barrier
            buffer = source;
        }
        index = at;
        length = recordLength;
        valueLength = source.getIntUnchecked(at + LogFormat.RECORD_VALUE_LENGTH_OFFSET);
        keyLength = source.getIntUnchecked(at + LogFormat.RECORD_KEY_LENGTH_OFFSET);
    }

    void stamp(final long recordOffset, final long timestampNs, final int recordTerm) {
        offset = recordOffset;
        timestamp = timestampNs;
        term = recordTerm;
    }

    /** Where the header of its batch stands. */
    void batch(final int at) {
        batchIndex = at;
    }

    void topic(final String name) {
        topic = name;
    }

    void partition(final int number) {
        partition = number;
    }

    /** Whether the lengths inside the record agree with its own. */
    boolean isSound() {
        return valueLength >= LogFormat.NULL_LENGTH
                && keyLength >= LogFormat.NULL_LENGTH
                && RecordLayout.length(valueLength, keyLength, 0) <= length;
    }

    /**
     * Topic it was read from.
     *
     * @return the name; empty where a log is read by itself.
     */
    public String topic() {
        return topic;
    }

    /**
     * Partition it was read from.
     *
     * @return the number, from 0.
     */
    public int partition() {
        return partition;
    }

    /**
     * Offset of the record in its partition.
     *
     * @return the offset.
     */
    public long offset() {
        return offset;
    }

    /**
     * When it was published, or what its publisher said.
     *
     * @return nanoseconds since the epoch.
     */
    public long timestamp() {
        return timestamp;
    }

    /**
     * Term (leader epoch) in which it was written.
     *
     * @return the term.
     */
    public int term() {
        return term;
    }

    /**
     * Producer that wrote it, where one with an id did.
     *
     * @return its id, -1 for none.
     */
    public long producerId() {
        return BatchHeader.producerId(buffer, batchIndex);
    }

    /**
     * Epoch of its producer.
     *
     * @return the epoch, -1 for none.
     */
    public short producerEpoch() {
        return (short) BatchHeader.producerEpoch(buffer, batchIndex);
    }

    /**
     * Whether it is part of a transaction of its producer.
     *
     * @return true also for a record that says how the transaction ended.
     */
    public boolean isTransactional() {
        return BatchHeader.isTransactional(BatchHeader.attributes(buffer, batchIndex));
    }

    /**
     * Whether it is no record of a publisher, but says how a transaction of its producer ended.
     *
     * @return true only from a reader that asked for these.
     */
    public boolean isControl() {
        return BatchHeader.isControl(BatchHeader.attributes(buffer, batchIndex));
    }

    /**
     * Whether it says that a transaction was committed.
     *
     * @return false for a record that says that it was aborted, and for all other records.
     */
    public boolean isCommitMarker() {
        return isControl() && EndMarker.isCommit(buffer, batchIndex);
    }

    /**
     * Buffer in which the record stands. Reading it outside the record's own bytes tells nothing.
     *
     * @return the buffer.
     */
    public DirectBuffer buffer() {
        return buffer;
    }

    /**
     * Index of the value in {@link #buffer()}; a multiple of 8.
     *
     * @return the index.
     */
    public int valueIndex() {
        return index + LogFormat.RECORD_PREFIX_LENGTH;
    }

    /**
     * Length of the value.
     *
     * @return bytes, -1 for null.
     */
    public int valueLength() {
        return valueLength;
    }

    /**
     * Index of the key in {@link #buffer()}.
     *
     * @return the index.
     */
    public int keyIndex() {
        return RecordLayout.keyIndex(index, valueLength);
    }

    /**
     * Length of the key.
     *
     * @return bytes, -1 for null.
     */
    public int keyLength() {
        return keyLength;
    }

    /**
     * A copy of the value.
     *
     * @return the bytes, or null.
     */
    public byte[] value() {
        return copy(valueIndex(), valueLength);
    }

    /**
     * A copy of the key.
     *
     * @return the bytes, or null.
     */
    public byte[] key() {
        return copy(keyIndex(), keyLength);
    }

    /**
     * The value as UTF-8 text.
     *
     * @return the text, or null.
     */
    public String valueAsString() {
        return valueLength < 0 ? null : new String(value(), StandardCharsets.UTF_8);
    }

    /**
     * The key as UTF-8 text.
     *
     * @return the text, or null.
     */
    public String keyAsString() {
        return keyLength < 0 ? null : new String(key(), StandardCharsets.UTF_8);
    }

    /**
     * How many headers it has.
     *
     * @return the number.
     */
    public int headerCount() {
        int count = 0;
        int at = headersIndex();
        while (at < index + length) {
            at = afterHeader(at);
            count++;
        }
        return count;
    }

    /**
     * See each header in order.
     *
     * @param handler called with its name and its value.
     */
    public void forEachHeader(final HeaderHandler handler) {
        int at = headersIndex();
        while (at < index + length) {
            final int next = afterHeader(at);
            final int nameLength = buffer.getInt(at + LogFormat.HEADER_NAME_LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN);
            final int headerLength = buffer.getInt(at + LogFormat.HEADER_VALUE_LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN);
            final int nameIndex = at + LogFormat.HEADER_PREFIX_LENGTH;
            handler.onHeader(
                    new String(copy(nameIndex, nameLength), StandardCharsets.UTF_8),
                    copy(nameIndex + nameLength, headerLength));
            at = next;
        }
    }

    /**
     * Find a header in place, without a copy: the last one of its name, as Kafka's {@code lastHeader}.
     *
     * @param nameBytes   name in UTF-8.
     * @param headerValue is wrapped around the value where there is one; valid as long as the record.
     * @return length of the value in bytes, -1 for null, {@link #NO_HEADER} where there is none of that name.
     */
    public int header(final byte[] nameBytes, final DirectBuffer headerValue) {
        int found = NO_HEADER;
        int at = headersIndex();
        while (at < index + length) {
            final int next = afterHeader(at);
            final int nameIndex = at + LogFormat.HEADER_PREFIX_LENGTH;
            if (hasName(at, nameBytes)) {
                found = buffer.getInt(at + LogFormat.HEADER_VALUE_LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN);
                headerValue.wrap(buffer, nameIndex + nameBytes.length, Math.max(found, 0));
            }
            at = next;
        }
        return found;
    }

    private boolean hasName(final int at, final byte[] nameBytes) {
        if (buffer.getInt(at + LogFormat.HEADER_NAME_LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN) != nameBytes.length) {
            return false;
        }
        for (int i = 0; i < nameBytes.length; i++) {
            if (buffer.getByte(at + LogFormat.HEADER_PREFIX_LENGTH + i) != nameBytes[i]) {
                return false;
            }
        }
        return true;
    }

    private int headersIndex() {
        return keyIndex() + Math.max(keyLength, 0);
    }

    private int afterHeader(final int at) {
        final long nameLength = buffer.getInt(at + LogFormat.HEADER_NAME_LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN);
        final long headerLength = buffer.getInt(at + LogFormat.HEADER_VALUE_LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN);
        final long next = at + LogFormat.HEADER_PREFIX_LENGTH + nameLength + Math.max(headerLength, 0);
        if (nameLength < 0 || headerLength < LogFormat.NULL_LENGTH || next > index + (long) length) {
            throw new IllegalStateException("record headers are not sound: offset=" + offset + " nameLength="
                    + nameLength + " valueLength=" + headerLength);
        }
        return (int) next;
    }

    private byte[] copy(final int from, final int bytes) {
        if (bytes < 0) {
            return null;
        }
        final byte[] copied = new byte[bytes];
        buffer.getBytes(from, copied);
        return copied;
    }
}
