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
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A record to be published: value, key, headers, timestamp, and a partition where it must go to a certain one.
 * Reusable; keeps references to what it is given until it is cleared.
 *
 * <p>Threading: one thread at a time.
 */
public final class RecordDraft {
    /** Timestamp that stands for the engine's clock at the moment of publishing. */
    public static final long NOW = Long.MIN_VALUE;

    /** Partition that leaves the choice to the partitioner. */
    public static final int ANY_PARTITION = -1;

    private final UnsafeBuffer valueView = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer keyView = new UnsafeBuffer(0, 0);
    private final ExpandableArrayBuffer headers = new ExpandableArrayBuffer(128);
    private DirectBuffer value = valueView;
    private DirectBuffer key = keyView;
    private int valueIndex;
    private int valueLength = LogFormat.NULL_LENGTH;
    private int keyIndex;
    private int keyLength = LogFormat.NULL_LENGTH;
    private int headersLength;
    private long timestamp = NOW;
    private int partition = ANY_PARTITION;

    /** An empty draft: null value, null key, no headers, now, any partition. */
    public RecordDraft() {
        // fields say it
    }

    /**
     * Forget everything.
     *
     * @return this.
     */
    public RecordDraft clear() {
        valueLength = LogFormat.NULL_LENGTH;
        keyLength = LogFormat.NULL_LENGTH;
        headersLength = 0;
        timestamp = NOW;
        partition = ANY_PARTITION;
        return this;
    }

    /**
     * Set the value.
     *
     * @param buffer that holds it; null for a null value.
     * @param index  of its first byte.
     * @param length in bytes.
     * @return this.
     */
    public RecordDraft value(final DirectBuffer buffer, final int index, final int length) {
        value = buffer;
        valueIndex = index;
        valueLength = checkedLength(buffer, index, length);
        return this;
    }

    /**
     * Set the value.
     *
     * @param bytes it consists of; null for a null value.
     * @return this.
     */
    public RecordDraft value(final byte[] bytes) {
        value = view(valueView, bytes);
        valueIndex = 0;
        valueLength = bytes == null ? LogFormat.NULL_LENGTH : bytes.length;
        return this;
    }

    /**
     * Set the key.
     *
     * @param buffer that holds it; null for a null key.
     * @param index  of its first byte.
     * @param length in bytes.
     * @return this.
     */
    public RecordDraft key(final DirectBuffer buffer, final int index, final int length) {
        key = buffer;
        keyIndex = index;
        keyLength = checkedLength(buffer, index, length);
        return this;
    }

    /**
     * Set the key.
     *
     * @param bytes it consists of; null for a null key.
     * @return this.
     */
    public RecordDraft key(final byte[] bytes) {
        key = view(keyView, bytes);
        keyIndex = 0;
        keyLength = bytes == null ? LogFormat.NULL_LENGTH : bytes.length;
        return this;
    }

    /**
     * Add a header. Names may repeat; order is kept.
     *
     * @param name       not null.
     * @param headerValue bytes, or null.
     * @return this.
     */
    public RecordDraft header(final String name, final byte[] headerValue) {
        return header(name.getBytes(StandardCharsets.UTF_8), headerValue);
    }

    /**
     * Add a header whose name is at hand as bytes; allocates nothing once the draft has grown to its size.
     *
     * @param nameBytes   name in UTF-8, not null.
     * @param headerValue bytes, or null.
     * @return this.
     */
    public RecordDraft header(final byte[] nameBytes, final byte[] headerValue) {
        int index = headersLength;
        headers.putInt(index, nameBytes.length, ByteOrder.LITTLE_ENDIAN);
        headers.putInt(
                index + 4, headerValue == null ? LogFormat.NULL_LENGTH : headerValue.length, ByteOrder.LITTLE_ENDIAN);
        index += LogFormat.HEADER_PREFIX_LENGTH;
        headers.putBytes(index, nameBytes);
        index += nameBytes.length;
        if (headerValue != null) {
            headers.putBytes(index, headerValue);
            index += headerValue.length;
        }
        headersLength = index;
        return this;
    }

    /**
     * Set the timestamp.
     *
     * @param epochNs nanoseconds since the epoch, or {@link #NOW}.
     * @return this.
     */
    public RecordDraft timestamp(final long epochNs) {
        timestamp = epochNs;
        return this;
    }

    /**
     * Name the partition.
     *
     * @param number 0 or more, or {@link #ANY_PARTITION}.
     * @return this.
     */
    public RecordDraft partition(final int number) {
        partition = number;
        return this;
    }

    /**
     * The partition asked for.
     *
     * @return its number, or {@link #ANY_PARTITION}.
     */
    public int partition() {
        return partition;
    }

    /**
     * Buffer of the key.
     *
     * @return the buffer; meaningless for a null key.
     */
    public DirectBuffer keyBuffer() {
        return key;
    }

    /**
     * Index of the key in its buffer.
     *
     * @return the index.
     */
    public int keyIndex() {
        return keyIndex;
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
     * The timestamp.
     *
     * @return nanoseconds since the epoch, or {@link #NOW}.
     */
    public long timestamp() {
        return timestamp;
    }

    int valueLength() {
        return valueLength;
    }

    int headersLength() {
        return headersLength;
    }

    void putValue(final NativeBuffer target, final int index) {
        if (valueLength > 0) {
            target.putBytesUnchecked(index, value, valueIndex, valueLength);
        }
    }

    void putKeyAndHeaders(final NativeBuffer target, final int index) {
        int at = index;
        if (keyLength > 0) {
            target.putBytesUnchecked(at, key, keyIndex, keyLength);
            at += keyLength;
        }
        if (headersLength > 0) {
            target.putBytesUnchecked(at, headers, 0, headersLength);
        }
    }

    private static UnsafeBuffer view(final UnsafeBuffer view, final byte[] bytes) {
        if (bytes != null) {
            view.wrap(bytes);
        }
        return view;
    }

    private static int checkedLength(final DirectBuffer buffer, final int index, final int length) {
        if (buffer == null) {
            return LogFormat.NULL_LENGTH;
        }
        buffer.boundsCheck(index, length);
        return length;
    }
}
