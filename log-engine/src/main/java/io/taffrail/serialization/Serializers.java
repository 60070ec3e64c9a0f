/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.serialization;

import java.util.UUID;

/**
 * The built-in serializers, each with its deserializer. They keep no state: any number of threads may share them.
 *
 * <p>Numbers are boxed because the interfaces are generic. Where that matters, publish by a claim and write the number
 * into the log itself.
 */
public final class Serializers {
    private Serializers() {}

    /**
     * Strings as UTF-8. Writing allocates nothing. An unpaired surrogate is written as {@code ?}; bytes that are not
     * UTF-8 are read as U+FFFD.
     *
     * @return the serializer and deserializer.
     */
    public static Serde<String> utf8() {
        return Utf8Serde.INSTANCE;
    }

    /**
     * Bytes as they are; reading makes a copy.
     *
     * @return the serializer and deserializer.
     */
    public static Serde<byte[]> byteArray() {
        return ByteArraySerde.INSTANCE;
    }

    /**
     * Ints in 4 bytes, big endian.
     *
     * @return the serializer and deserializer.
     */
    public static Serde<Integer> integer() {
        return FixedWidthSerde.INTEGER;
    }

    /**
     * Longs in 8 bytes, big endian.
     *
     * @return the serializer and deserializer.
     */
    public static Serde<Long> longs() {
        return FixedWidthSerde.LONG;
    }

    /**
     * Doubles in 8 bytes, IEEE 754, big endian.
     *
     * @return the serializer and deserializer.
     */
    public static Serde<Double> doubles() {
        return FixedWidthSerde.DOUBLE;
    }

    /**
     * UUIDs as their 36 characters of text, which is what Kafka writes.
     *
     * @return the serializer and deserializer.
     */
    public static Serde<UUID> uuid() {
        return FixedWidthSerde.UUID_TEXT;
    }
}
