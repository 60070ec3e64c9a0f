/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.serialization;

import java.nio.ByteOrder;
import java.util.UUID;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Types whose values all have the same length: null and the check of the length are the same for each. */
abstract class FixedWidthSerde<T> implements Serde<T> {
    static final Serde<Integer> INTEGER = new FixedWidthSerde<>("int", Integer.BYTES) {
        @Override
        void put(Integer value, MutableDirectBuffer buffer, int index) {
            buffer.putInt(index, value, ByteOrder.BIG_ENDIAN);
        }

        @Override
        Integer get(DirectBuffer buffer, int index) {
            return buffer.getInt(index, ByteOrder.BIG_ENDIAN);
        }
    };

    static final Serde<Long> LONG = new FixedWidthSerde<>("long", Long.BYTES) {
        @Override
        void put(Long value, MutableDirectBuffer buffer, int index) {
            buffer.putLong(index, value, ByteOrder.BIG_ENDIAN);
        }

        @Override
        Long get(DirectBuffer buffer, int index) {
            return buffer.getLong(index, ByteOrder.BIG_ENDIAN);
        }
    };

    static final Serde<Double> DOUBLE = new FixedWidthSerde<>("double", Double.BYTES) {
        @Override
        void put(Double value, MutableDirectBuffer buffer, int index) {
            buffer.putLong(index, Double.doubleToLongBits(value), ByteOrder.BIG_ENDIAN);
        }

        @Override
        Double get(DirectBuffer buffer, int index) {
            return Double.longBitsToDouble(buffer.getLong(index, ByteOrder.BIG_ENDIAN));
        }
    };

    static final Serde<UUID> UUID_TEXT = new FixedWidthSerde<>("uuid", 36) {
        @Override
        void put(UUID value, MutableDirectBuffer buffer, int index) {
            buffer.putStringWithoutLengthAscii(index, value.toString());
        }

        @Override
        UUID get(DirectBuffer buffer, int index) {
            return UUID.fromString(buffer.getStringWithoutLengthAscii(index, 36));
        }
    };

    private final String typeName;
    private final int width;

    private FixedWidthSerde(String typeName, int width) {
        this.typeName = typeName;
        this.width = width;
    }

    abstract void put(T value, MutableDirectBuffer buffer, int index);

    abstract T get(DirectBuffer buffer, int index);

    @Override
    public int maxLength(T value) {
        return value == null ? 0 : width;
    }

    @Override
    public int serialize(T value, MutableDirectBuffer buffer, int index) {
        if (value == null) {
            return NULL_LENGTH;
        }
        put(value, buffer, index);
        return width;
    }

    @Override
    public T deserialize(DirectBuffer buffer, int index, int length) {
        if (length < 0) {
            return null;
        }
        if (length != width) {
            throw new IllegalArgumentException(typeName + " value length=" + length + " must be " + width
                    + " bytes: was it written by another serializer?");
        }
        return get(buffer, index);
    }
}
