/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.partitioner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class Murmur2Test {
    @Test
    void shouldGiveKafkasHashesWhenGivenKafkasTestKeys() {
        assertEquals(-973932308, hashOf("21"));
        assertEquals(-790332482, hashOf("foobar"));
        assertEquals(-985981536, hashOf("a-little-bit-long-string"));
        assertEquals(-1486304829, hashOf("a-little-bit-longer-string"));
        assertEquals(-58897971, hashOf("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8"));
        assertEquals(479470107, hashOf("abc"));
    }

    @Test
    void shouldHashNothingWhenKeyIsEmpty() {
        assertEquals(Murmur2FuzzTest.reference(new byte[0], 0, 0), Murmur2.hash(null, 0, 0));
    }

    @Test
    void shouldClearSignWhenHashIsNegative() {
        assertEquals(Integer.MAX_VALUE, Murmur2.toPositive(-1));
        assertEquals(0, Murmur2.toPositive(Integer.MIN_VALUE));
        assertEquals(7, Murmur2.toPositive(7));
    }

    private static int hashOf(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return Murmur2.hash(new UnsafeBuffer(bytes), 0, bytes.length);
    }
}
