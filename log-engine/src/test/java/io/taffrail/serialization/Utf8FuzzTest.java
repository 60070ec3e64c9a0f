/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.serialization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Compares with the JDK's encoder; {@code -Dtaffrail.seed=} runs a seed again. */
class Utf8FuzzTest {
    private static final int ROUNDS = 50_000;
    private static final int MAX_CHARS = 40;
    private static final int INDEX = 5;

    /** Upper bounds that make one, two and three bytes, surrogates included, equally likely. */
    private static final int[] BOUNDS = {0x80, 0x800, 0x10000};

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);

    @Test
    void shouldAgreeWithJdkWhenStringsAreRandom() {
        long seed = Long.getLong("taffrail.seed", System.nanoTime());
        Random random = new Random(seed);

        for (int round = 0; round < ROUNDS; round++) {
            assertAgrees(randomString(random), "-Dtaffrail.seed=" + seed + " round=" + round);
        }
    }

    @Test
    void shouldAgreeWithJdkForEveryCodePoint() {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            assertAgrees(Character.toString(codePoint), "codePoint=" + codePoint);
        }
    }

    private void assertAgrees(String value, String at) {
        byte[] expected = value.getBytes(StandardCharsets.UTF_8);

        int length = Serializers.utf8().serialize(value, buffer, INDEX);

        byte[] written = new byte[length];
        buffer.getBytes(INDEX, written);
        assertArrayEquals(expected, written, at);
        assertTrue(length <= Serializers.utf8().maxLength(value), at);
        assertEquals(
                new String(expected, StandardCharsets.UTF_8),
                Serializers.utf8().deserialize(buffer, INDEX, length),
                at);
    }

    private static String randomString(Random random) {
        StringBuilder text = new StringBuilder();
        int chars = random.nextInt(MAX_CHARS);
        while (text.length() < chars) {
            switch (random.nextInt(4)) {
                case 0 -> text.appendCodePoint(0x10000 + random.nextInt(0x100000));
                case 1 -> text.append((char) (Character.MIN_SURROGATE + random.nextInt(0x800)));
                default -> text.append((char) random.nextInt(BOUNDS[random.nextInt(BOUNDS.length)]));
            }
        }
        return text.toString();
    }
}
