/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.compression;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** One gzip member (RFC 1952) by the JDK's deflate. One thread at a time. */
final class GzipCodec implements CompressionCodec {
    private static final int HEADER = 10;
    private static final int TRAILER = 8;
    private static final int MAGIC = 0x8b1f;
    private static final byte DEFLATE = 8;
    private static final byte UNKNOWN_SYSTEM = (byte) 0xff;

    /** Deflate grows what cannot be compressed by 5 bytes for each block of 16 KiB at least. */
    private static final int GROWTH_SHIFT = 11;

    private static final int SMALL = 64;

    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();

    @Override
    public int maxCompressedLength(final int length) {
        return HEADER + length + (length >> GROWTH_SHIFT) + SMALL + TRAILER;
    }

    @Override
    public int compress(final ByteBuffer source, final ByteBuffer target) {
        final ByteBuffer to = target.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        to.putShort((short) MAGIC)
                .put(DEFLATE)
                .put((byte) 0)
                .putInt(0)
                .put((byte) 0)
                .put(UNKNOWN_SYSTEM);
        deflater.reset();
        deflater.setInput(source.duplicate());
        deflater.finish();
        while (!deflater.finished()) {
            if (deflater.deflate(to) == 0 && !deflater.finished()) {
                throw new CompressionException("no room for compressed bytes: " + to.remaining() + " are left");
            }
        }
        crc.reset();
        crc.update(source.duplicate());
        to.putInt((int) crc.getValue()).putInt(source.remaining());
        return to.position() - target.position();
    }

    @Override
    public int decompress(final ByteBuffer source, final ByteBuffer target) {
        final ByteBuffer from = source.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (from.remaining() < HEADER + TRAILER
                || (from.getShort(from.position()) & 0xffff) != MAGIC
                || from.get(from.position() + 2) != DEFLATE
                || from.get(from.position() + 3) != 0) {
            throw new CompressionException("not a gzip member without optional fields: length=" + from.remaining());
        }
        from.position(from.position() + HEADER);
        final ByteBuffer to = target.duplicate();
        inflater.reset();
        inflater.setInput(from);
        try {
            while (!inflater.finished()) {
                if (inflater.inflate(to) == 0 && !inflater.finished()) {
                    throw new CompressionException("gzip member is cut off, or longer than " + target.remaining());
                }
            }
        } catch (final DataFormatException ex) {
            throw new CompressionException("damaged gzip member", ex);
        }
        return to.position() - target.position();
    }
}
