/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.compression.natives;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.taffrail.compression.CompressionCodec;
import io.taffrail.compression.CompressionException;
import java.nio.ByteBuffer;

/** Zstandard frames, at the library's default level. */
final class ZstdCodec implements CompressionCodec {
    private final ZstdCompressCtx compressor = new ZstdCompressCtx();
    private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();

    @Override
    public int maxCompressedLength(final int length) {
        return Math.toIntExact(Zstd.compressBound(length));
    }

    @Override
    public int compress(final ByteBuffer source, final ByteBuffer target) {
        return compressor.compressDirectByteBuffer(
                target, target.position(), target.remaining(), source, source.position(), source.remaining());
    }

    @Override
    public int decompress(final ByteBuffer source, final ByteBuffer target) {
        try {
            return decompressor.decompressDirectByteBuffer(
                    target, target.position(), target.remaining(), source, source.position(), source.remaining());
        } catch (final ZstdException ex) {
            throw new CompressionException("damaged zstd frame, or longer than " + target.remaining(), ex);
        }
    }

    @Override
    public void close() {
        compressor.close();
        decompressor.close();
    }
}
