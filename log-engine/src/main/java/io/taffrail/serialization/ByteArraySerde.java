/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.serialization;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

final class ByteArraySerde implements Serde<byte[]> {
    static final ByteArraySerde INSTANCE = new ByteArraySerde();

    private ByteArraySerde() {}

    @Override
    public int maxLength(byte[] value) {
        return value == null ? 0 : value.length;
    }

    @Override
    public int serialize(byte[] value, MutableDirectBuffer buffer, int index) {
        if (value == null) {
            return NULL_LENGTH;
        }
        buffer.putBytes(index, value);
        return value.length;
    }

    @Override
    public byte[] deserialize(DirectBuffer buffer, int index, int length) {
        if (length < 0) {
            return null;
        }
        byte[] value = new byte[length];
        buffer.getBytes(index, value);
        return value;
    }
}
