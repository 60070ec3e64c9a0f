/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.compression.natives;

import io.taffrail.compression.CompressionCodec;
import io.taffrail.compression.CompressionException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xerial.snappy.Snappy;

/** Raw Snappy blocks. */
final class SnappyCodec implements CompressionCodec {
    @Override
    public int maxCompressedLength(final int length) {
        return Snappy.maxCompressedLength(length);
    }

    @Override
    public int compress(final ByteBuffer source, final ByteBuffer target) {
        try {
            return Snappy.compress(source.duplicate(), target.duplicate());
        } catch (final IOException ex) {
            throw new CompressionException("cannot compress with snappy", ex);
        }
    }

    @Override
    public int decompress(final ByteBuffer source, final ByteBuffer target) {
        try {
            final int length = Snappy.uncompressedLength(source.duplicate());
            if (length < 0 || length > target.remaining() || !Snappy.isValidCompressedBuffer(source.duplicate())) {
                throw new CompressionException(
                        "damaged snappy block, or longer than " + target.remaining() + ": length=" + length);
            }
            return Snappy.uncompress(source.duplicate(), target.duplicate());
        } catch (final IOException ex) {
            throw new CompressionException("damaged snappy block", ex);
        }
    }
}
