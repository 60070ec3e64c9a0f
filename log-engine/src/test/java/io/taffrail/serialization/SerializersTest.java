/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.serialization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class SerializersTest {
    private static final int INDEX = 3;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[4096]);

    @Test
    void shouldWriteBigEndianWhenValueIsNumber() {
        assertBytes(Serializers.integer(), 0x01020304, 1, 2, 3, 4);
        assertBytes(Serializers.longs(), 0x0102030405060708L, 1, 2, 3, 4, 5, 6, 7, 8);
        assertBytes(Serializers.longs(), -2L, -1, -1, -1, -1, -1, -1, -1, -2);
        assertBytes(Serializers.doubles(), 1.0, 0x3f, 0xf0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void shouldReadBackWhatWasWritten() {
        for (int value : new int[] {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertRoundTrip(Serializers.integer(), value);
        }
        for (long value : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertRoundTrip(Serializers.longs(), value);
        }
        for (double value : new double[] {0, -0.0, Double.MIN_VALUE, Double.NaN, Double.NEGATIVE_INFINITY}) {
            assertRoundTrip(Serializers.doubles(), value);
        }
        assertRoundTrip(Serializers.uuid(), new UUID(0x0123456789abcdefL, -1));
        assertRoundTrip(Serializers.utf8(), "");
    }

    @Test
    void shouldCopyBytesWhenValueIsByteArray() {
        byte[] value = {1, 2, 3};

        int length = Serializers.byteArray().serialize(value, buffer, INDEX);
        byte[] read = Serializers.byteArray().deserialize(buffer, INDEX, length);
        buffer.setMemory(0, buffer.capacity(), (byte) 9);

        assertArrayEquals(value, read);
    }

    @Test
    void shouldWriteTextWhenValueIsUuid() {
        UUID value = new UUID(0x0123456789abcdefL, 0x8123456789abcdefL);

        int length = Serializers.uuid().serialize(value, buffer, INDEX);

        assertEquals("01234567-89ab-cdef-8123-456789abcdef", buffer.getStringWithoutLengthAscii(INDEX, length));
    }

    @Test
    void shouldReplaceWhenBytesAreNotUtf8() {
        buffer.putByte(INDEX, (byte) 0xff);

        assertEquals("\uFFFD", Serializers.utf8().deserialize(buffer, INDEX, 1));
    }

    @Test
    void shouldKeepNullApartFromEmpty() {
        for (Serde<?> serde : List.of(
                Serializers.utf8(),
                Serializers.byteArray(),
                Serializers.integer(),
                Serializers.longs(),
                Serializers.doubles(),
                Serializers.uuid())) {
            assertEquals(0, serde.maxLength(null));
            assertEquals(Serializer.NULL_LENGTH, serde.serialize(null, buffer, INDEX));
            assertNull(serde.deserialize(null, INDEX, Serializer.NULL_LENGTH));
        }
        assertEquals(0, Serializers.utf8().serialize("", buffer, INDEX));
        assertEquals("", Serializers.utf8().deserialize(buffer, INDEX, 0));
        assertEquals(0, Serializers.byteArray().deserialize(buffer, INDEX, 0).length);
    }

    @Test
    void shouldRefuseWhenLengthIsNotTheTypes() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> Serializers.longs().deserialize(buffer, INDEX, 4));

        assertTrue(e.getMessage().startsWith("long value length=4 must be 8 bytes"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Serializers.integer().deserialize(buffer, INDEX, 0));
        assertThrows(IllegalArgumentException.class, () -> Serializers.doubles().deserialize(buffer, INDEX, 9));
        assertThrows(IllegalArgumentException.class, () -> Serializers.uuid().deserialize(buffer, INDEX, 16));
    }

    @Test
    void shouldRefuseWhenTextIsNotUuid() {
        buffer.putBytes(INDEX, "not-a-uuid-but-exactly-36-characters".getBytes(StandardCharsets.US_ASCII));

        assertThrows(IllegalArgumentException.class, () -> Serializers.uuid().deserialize(buffer, INDEX, 36));
    }

    private <T> void assertRoundTrip(Serde<T> serde, T value) {
        int length = serde.serialize(value, buffer, INDEX);

        assertTrue(length <= serde.maxLength(value), "length=" + length);
        assertEquals(value, serde.deserialize(buffer, INDEX, length));
    }

    private <T> void assertBytes(Serde<T> serde, T value, int... expected) {
        int length = serde.serialize(value, buffer, INDEX);
        int[] written = new int[length];
        Arrays.setAll(written, i -> buffer.getByte(INDEX + i) & 0xff);

        assertArrayEquals(Arrays.stream(expected).map(b -> b & 0xff).toArray(), written);
        assertEquals(length, serde.maxLength(value));
    }
}
