/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.compression;

import java.nio.ByteBuffer;

/**
 * Compresses and decompresses bytes. Buffers are direct; what counts is between position and limit, which are left as they
 * are.
 *
 * <p>Threading: one thread at a time.
 */
public interface CompressionCodec extends AutoCloseable {
    /**
     * Most bytes that compressing takes, whatever the bytes are.
     *
     * @param length of the bytes to compress, 0 or more.
     * @return bytes.
     */
    int maxCompressedLength(int length);

    /**
     * Compress.
     *
     * @param source the bytes.
     * @param target gets them, with room for {@link #maxCompressedLength}.
     * @return how many were written.
     */
    int compress(ByteBuffer source, ByteBuffer target);

    /**
     * Decompress.
     *
     * @param source what was compressed, all of it.
     * @param target gets the bytes; as long as they are.
     * @return how many were written.
     * @throws CompressionException if that was not compressed by this kind of codec, or is longer than the target.
     */
    int decompress(ByteBuffer source, ByteBuffer target);

    /** Let go of native memory; it is not used any more. */
    @Override
    default void close() {
        // most have none
    }
}
