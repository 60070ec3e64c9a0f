/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.partitioner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Compares with a plain transcription for arrays; {@code -Dtaffrail.seed=} runs a seed again. */
class Murmur2FuzzTest {
    private static final int ROUNDS = 50_000;

    @Test
    void shouldAgreeWithReferenceWhenBytesAreRandom() {
        long seed = Long.getLong("taffrail.seed", System.nanoTime());
        Random random = new Random(seed);
        byte[] bytes = new byte[300];
        UnsafeBuffer onHeap = new UnsafeBuffer(bytes);
        UnsafeBuffer offHeap = new UnsafeBuffer(ByteBuffer.allocateDirect(bytes.length));

        for (int round = 0; round < ROUNDS; round++) {
            random.nextBytes(bytes);
            offHeap.putBytes(0, bytes);
            int index = random.nextInt(bytes.length);
            int length = random.nextInt(bytes.length - index + 1);

            int expected = reference(bytes, index, length);

            String at = "-Dtaffrail.seed=" + seed + " round=" + round + " index=" + index + " length=" + length;
            assertEquals(expected, Murmur2.hash(onHeap, index, length), at);
            assertEquals(expected, Murmur2.hash(offHeap, index, length), at);
        }
    }

    /** As the algorithm was published: byte by byte, tail by fall-through. */
    static int reference(byte[] data, int from, int length) {
        final int m = 0x5bd1e995;
        int h = 0x9747b28c ^ length;
        int at = from;
        int left = length;
        for (; left >= 4; left -= 4, at += 4) {
            int k = unsigned(data[at])
                    + (unsigned(data[at + 1]) << 8)
                    + (unsigned(data[at + 2]) << 16)
                    + (unsigned(data[at + 3]) << 24);
            k *= m;
            k ^= k >>> 24;
            k *= m;
            h *= m;
            h ^= k;
        }
        if (left == 3) {
            h ^= unsigned(data[at + 2]) << 16;
        }
        if (left >= 2) {
            h ^= unsigned(data[at + 1]) << 8;
        }
        if (left >= 1) {
            h ^= unsigned(data[at]);
            h *= m;
        }
        h ^= h >>> 13;
        h *= m;
        h ^= h >>> 15;
        return h;
    }

    private static int unsigned(byte value) {
        return value & 0xff;
    }
}
