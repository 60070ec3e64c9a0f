/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.storage.NativeBuffer;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OffsetMapTest {
    private final NativeBuffer bytes = new NativeBuffer(ByteBuffer.allocateDirect(64));

    /** Inputs of the reference implementation's own test: key 00 01 .. 0f, messages 00 01 .. of each length. */
    @Test
    void shouldHashAsTheReferenceDoes() {
        final KeyHash hash = new KeyHash(0x0706_0504_0302_0100L, 0x0F0E_0D0C_0B0A_0908L);
        for (int i = 0; i < 64; i++) {
            bytes.putByte(i, (byte) i);
        }

        hash.of(bytes, 0, 0);
        assertEquals(0xE6A8_25BA_047F_81A3L, hash.low());
        assertEquals(0x9302_55C7_1472_F66DL, hash.high());
        hash.of(bytes, 0, 1);
        assertEquals(0x44AF_996B_D8C1_87DAL, hash.low());
        assertEquals(0x45FC_229B_1159_7634L, hash.high());
    }

    @Test
    void shouldHashBytesWhereverTheyStand() {
        final KeyHash hash = new KeyHash(1, 2);
        for (int i = 0; i < 64; i++) {
            bytes.putByte(i, (byte) (i % 16));
        }
        hash.of(bytes, 3, 13);
        final long low = hash.low();
        final long high = hash.high();

        hash.of(bytes, 19, 13);

        assertEquals(low, hash.low());
        assertEquals(high, hash.high());
    }

    @Test
    void shouldKeepTheNewestOffsetOfEachKey() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final KeyHash hash = new KeyHash(random.nextLong(), random.nextLong());
        final Map<Integer, Long> model = new HashMap<>();
        try (OffsetMap map = new OffsetMap(1 << 16, Long.MAX_VALUE / 64)) {
            for (int i = 0; i < 200_000; i++) {
                final int key = random.nextInt(2 * map.capacity());
                final long offset = random.nextInt();
                hash(hash, key);
                if (offset < 0) {
                    assertEquals(model.getOrDefault(key, -1L), map.get(hash), "seed=" + seed);
                } else {
                    final boolean isRoom = model.containsKey(key) || model.size() < map.capacity();
                    assertEquals(isRoom, map.put(hash, offset), "seed=" + seed);
                    if (isRoom) {
                        model.merge(key, offset, Math::max);
                    }
                }
            }
            assertEquals(map.capacity(), map.count());
            assertEquals((1 << 16) / OffsetMap.BYTES_PER_KEY, map.capacity(), 2);
        }
    }

    @Test
    void shouldHoldAsManyKeysAsItWasAskedFor() {
        final KeyHash hash = new KeyHash(5, 6);
        for (int keys = 0; keys < 200; keys++) {
            try (OffsetMap map = new OffsetMap(1 << 20, keys)) {
                for (int key = 0; key < keys; key++) {
                    hash(hash, key);
                    assertTrue(map.put(hash, key), "keys=" + keys);
                }
            }
        }
        try (OffsetMap map = new OffsetMap(0, 100)) {
            hash(hash, 1);
            assertTrue(map.put(hash, 0));
            assertEquals(0, map.get(hash));
            hash(hash, 2);
            assertFalse(map.put(hash, 0));
            assertEquals(-1, map.get(hash));
        }
    }

    private void hash(final KeyHash hash, final int key) {
        bytes.putInt(0, key);
        hash.of(bytes, 0, Integer.BYTES);
    }
}
