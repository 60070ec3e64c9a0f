/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.partitioner;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * The 32-bit MurmurHash2 of Austin Appleby (public domain), with the seed that Kafka's producer uses for keys. Equal
 * bytes give equal hashes here and there. Allocates nothing, keeps no state.
 */
public final class Murmur2 {
    private static final int SEED = 0x9747b28c;
    private static final int MULTIPLIER = 0x5bd1e995;
    private static final int SHIFT = 24;

    private Murmur2() {}

    /**
     * Hashes a run of bytes.
     *
     * @param buffer that holds them; not looked at if length is 0.
     * @param index  of the first byte.
     * @param length in bytes, at least 0.
     * @return the hash, any int.
     */
    public static int hash(DirectBuffer buffer, int index, int length) {
        int hash = SEED ^ length;
        int end = index + (length & ~3);
        for (int i = index; i < end; i += Integer.BYTES) {
            int word = buffer.getInt(i, ByteOrder.LITTLE_ENDIAN) * MULTIPLIER;
            word ^= word >>> SHIFT;
            hash = (hash * MULTIPLIER) ^ (word * MULTIPLIER);
        }
        int rest = length & 3;
        if (rest > 0) {
            hash = (hash ^ trailing(buffer, end, rest)) * MULTIPLIER;
        }
        return avalanche(hash);
    }

    /**
     * Makes a hash usable as a dividend by clearing its sign. Not the absolute value: -1 becomes 2147483647, as in
     * Kafka.
     *
     * @param hash any int.
     * @return an int that is not negative.
     */
    public static int toPositive(int hash) {
        return hash & Integer.MAX_VALUE;
    }

    /** One to three bytes as a little-endian number. */
    private static int trailing(DirectBuffer buffer, int index, int count) {
        int word = 0;
        for (int i = count - 1; i >= 0; i--) {
            word = word << Byte.SIZE | (buffer.getByte(index + i) & 0xff);
        }
        return word;
    }

    /** Lets the last bytes reach all bits. */
    private static int avalanche(int hash) {
        int mixed = (hash ^ hash >>> 13) * MULTIPLIER;
        return mixed ^ mixed >>> 15;
    }
}
