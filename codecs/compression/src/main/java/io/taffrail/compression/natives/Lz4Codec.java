/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.compression.natives;

import io.taffrail.compression.CompressionCodec;
import io.taffrail.compression.CompressionException;
import java.nio.ByteBuffer;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/** Raw LZ4 blocks. */
final class Lz4Codec implements CompressionCodec {
    private final LZ4Compressor compressor = LZ4Factory.fastestInstance().fastCompressor();
    private final LZ4SafeDecompressor decompressor =
            LZ4Factory.fastestInstance().safeDecompressor();

    @Override
    public int maxCompressedLength(final int length) {
        return compressor.maxCompressedLength(length);
    }

    @Override
    public int compress(final ByteBuffer source, final ByteBuffer target) {
        return compressor.compress(
                source, source.position(), source.remaining(), target, target.position(), target.remaining());
    }

    @Override
    public int decompress(final ByteBuffer source, final ByteBuffer target) {
        try {
            return decompressor.decompress(
                    source, source.position(), source.remaining(), target, target.position(), target.remaining());
        } catch (final LZ4Exception ex) {
            throw new CompressionException("damaged lz4 block, or longer than " + target.remaining(), ex);
        }
    }
}
