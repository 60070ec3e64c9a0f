/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.compression.Compression;
import io.taffrail.compression.CompressionCodec;
import io.taffrail.compression.CompressionException;
import io.taffrail.settings.CompressionType;
import io.taffrail.storage.NativeBuffer;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;

/**
 * Shows a compressed batch as if it were none: its header, and its records behind that, in a buffer of its own.
 *
 * <p>Threading: one thread at a time. Allocates when it grows only, and where the codec does.
 */
final class BatchDecompressor implements RecordBytes, AutoCloseable {
    private static final int HEADER = LogFormat.BATCH_HEADER_LENGTH;
    private static final int BODY = HEADER + LogFormat.COMPRESSED_PREFIX_LENGTH;
    private static final int SLACK = LogFormat.BATCH_ALIGNMENT;
    private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

    private final Map<CompressionType, CompressionCodec> codecs = new EnumMap<>(CompressionType.class);
    private ByteBuffer bytes = NOTHING;
    private NativeBuffer buffer;
    private int length;

    /**
     * Decompress a batch whose checksum is right.
     *
     * @param source      holds it at an index.
     * @param batchLength of it, without padding.
     * @return null, or what is wrong with it.
     * @throws CompressionException if there is no codec for it.
     */
    String open(final NativeBuffer source, final int index, final int batchLength) {
        final int attributes = BatchHeader.attributes(source, index);
        final CompressionType type = CompressionType.ofId(attributes & LogFormat.ATTRIBUTE_COMPRESSION_MASK);
        if (type == null || batchLength < BODY) {
            return "attributes=" + Integer.toHexString(attributes) + " length=" + batchLength;
        }
        final long records = source.getLongUnchecked(index + HEADER);
        final int count = BatchHeader.recordCount(source, index);
        if (records > BatchCompressor.MAX_RECORDS_LENGTH || records < (long) count * LogFormat.RECORD_PREFIX_LENGTH) {
            return "recordsLength=" + records + " recordCount=" + count;
        }
        final CompressionCodec codec = codecs.computeIfAbsent(type, Compression::codec);
        length = HEADER + (int) records;
        ensure(length + SLACK);
        buffer.putBytesUnchecked(0, source, index, HEADER);
        final ByteBuffer from = source.byteBuffer().duplicate();
        from.limit(index + batchLength).position(index + BODY);
        try {
            final int found = codec.decompress(from, bytes.clear().limit(length).position(HEADER));
            return found == records ? null : "records of " + found + " bytes, recordsLength=" + records;
        } catch (final CompressionException ex) {
            return "compression.type=" + type.text() + ": " + ex.getMessage();
        }
    }

    @Override
    public int load(final int position, final int bytesWanted) {
        return position + (long) bytesWanted <= length ? position : -1;
    }

    /** Holds the batch from 0 on. */
    @Override
    public NativeBuffer buffer() {
        return buffer;
    }

    /** Bytes of the batch there. */
    int length() {
        return length;
    }

    private void ensure(final int capacity) {
        if (bytes.capacity() < capacity) {
            bytes = ByteBuffer.allocateDirect(Math.max(capacity, 2 * bytes.capacity()));
            buffer = new NativeBuffer(bytes);
        }
    }

    @Override
    public void close() {
        codecs.values().forEach(CompressionCodec::close);
        codecs.clear();
    }
}
