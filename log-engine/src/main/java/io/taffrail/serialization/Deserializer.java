/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.serialization;

import org.agrona.DirectBuffer;

/**
 * Reads values of one type from bytes.
 *
 * <p><b>Threading:</b> the built-in ones keep no state and may be shared; others belong to one subscription unless they
 * say otherwise.
 *
 * @param <T> type of the values.
 */
public interface Deserializer<T> {
    /**
     * Reads a value. The bytes are valid during the call only, so what is returned must not refer to the buffer.
     *
     * @param buffer to read from; may be null if length is {@link Serializer#NULL_LENGTH}.
     * @param index  of the first byte.
     * @param length in bytes, or {@link Serializer#NULL_LENGTH}.
     * @return the value, null if length is {@link Serializer#NULL_LENGTH}.
     * @throws IllegalArgumentException if the bytes are not a value of this type.
     */
    T deserialize(DirectBuffer buffer, int index, int length);
}
