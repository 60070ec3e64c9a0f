/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.compression.natives;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.compression.Compression;
import io.taffrail.compression.CompressionCodec;
import io.taffrail.compression.CompressionException;
import io.taffrail.settings.CompressionType;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kind of compression, as the engine finds it. */
class CodecsTest {
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @ParameterizedTest
    @EnumSource(value = CompressionType.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void shouldGiveTheSameBytesBack(final CompressionType type) {
        assertTrue(Compression.isAvailable(type));
        try (CompressionCodec codec = Compression.codec(type)) {
            for (int i = 0; i < 200; i++) {
                final byte[] bytes = new byte[random.nextInt(1 << random.nextInt(18))];
                if (i % 2 == 0) {
                    random.nextBytes(bytes);
                }
                assertArrayEquals(bytes, roundTrip(codec, bytes), () -> "seed=" + seed);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = CompressionType.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void shouldRefuseWhatWasNotCompressedSoOrIsTooLong(final CompressionType type) {
        final CompressionCodec codec = Compression.codec(type);
        final ByteBuffer compressed = compressed(codec, new byte[1_000]);
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            final ByteBuffer damaged = ByteBuffer.allocateDirect(compressed.remaining());
            damaged.put(compressed.duplicate()).flip();
            final int at = random.nextInt(damaged.remaining());
            damaged.put(at, (byte) (damaged.get(at) ^ 1 << random.nextInt(8)));
            damaged.limit(i % 2 == 0 ? damaged.limit() : random.nextInt(damaged.limit()));
            try {
                assertTrue(codec.decompress(damaged, ByteBuffer.allocateDirect(1_000)) <= 1_000);
            } catch (final CompressionException ex) {
                refused++;
            }
            try {
                codec.decompress(compressed, ByteBuffer.allocateDirect(999));
                throw new AssertionError("room for 999 bytes held 1000: seed=" + seed);
            } catch (final CompressionException ex) {
                refused++;
            }
        }
        assertTrue(refused > 500, "nothing was refused: nothing was shown");
    }

    private static byte[] roundTrip(final CompressionCodec codec, final byte[] bytes) {
        final ByteBuffer target = ByteBuffer.allocateDirect(bytes.length);
        assertEquals(bytes.length, codec.decompress(compressed(codec, bytes), target));
        final byte[] found = new byte[bytes.length];
        target.get(found);
        return found;
    }

    private static ByteBuffer compressed(final CompressionCodec codec, final byte[] bytes) {
        final ByteBuffer source =
                ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        final ByteBuffer target = ByteBuffer.allocateDirect(codec.maxCompressedLength(bytes.length) + 3);
        target.position(3);
        final int length = codec.compress(source, target);
        assertEquals(3, target.position());
        assertEquals(bytes.length, source.remaining());
        return target.limit(3 + length);
    }
}
