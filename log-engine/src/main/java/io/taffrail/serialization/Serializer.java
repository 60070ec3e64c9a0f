/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.serialization;

import org.agrona.MutableDirectBuffer;

/**
 * Writes values of one type as bytes.
 *
 * <p><b>Threading:</b> the built-in ones keep no state and may be shared; others belong to one publisher unless they
 * say otherwise.
 *
 * @param <T> type of the values.
 */
public interface Serializer<T> {
    /** Length of null, which has no bytes; not the same as an empty value, whose length is 0. */
    int NULL_LENGTH = -1;

    /**
     * How much room a value may need. May be more than {@link #serialize} then uses, and should cost little.
     *
     * @param value to be written, may be null.
     * @return an upper bound in bytes; 0 for null.
     * @throws IllegalArgumentException if no buffer can hold the value.
     */
    int maxLength(T value);

    /**
     * Writes a value.
     *
     * @param value  to write, may be null: then nothing is written.
     * @param buffer to write into; has room for {@link #maxLength} bytes from index on.
     * @param index  of the first byte to write.
     * @return bytes written, or {@link #NULL_LENGTH} for null.
     */
    int serialize(T value, MutableDirectBuffer buffer, int index);
}
