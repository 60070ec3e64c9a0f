/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.compression.Compression;
import io.taffrail.compression.CompressionCodec;
import io.taffrail.settings.CompressionType;
import io.taffrail.storage.NativeBuffer;
import java.nio.ByteBuffer;

/**
 * Compresses the records of batches. One that does not get smaller is left as it is.
 *
 * <p>Threading: one thread at a time. Allocates when it grows only, and where the codec does.
 */
final class BatchCompressor implements AutoCloseable {
    /** Most bytes of records that a compressed batch may have, so that a reader knows how much it may be asked to hold. */
    static final int MAX_RECORDS_LENGTH = 64 << 20;

    /** Answer for a batch that is left as it is. */
    static final int NOT_SMALLER = -1;

    private static final int PREFIX = LogFormat.COMPRESSED_PREFIX_LENGTH;

    private CompressionType type = CompressionType.NONE;
    private CompressionCodec codec;
    private ByteBuffer bytes = ByteBuffer.allocateDirect(0);
    private NativeBuffer buffer = new NativeBuffer(bytes);

    /** Compress the records of a batch that holds some. */
    int compress(final BatchDraft batch, final CompressionType withType) {
        return compress(batch.records(), 0, batch.lengthBytes() - LogFormat.BATCH_HEADER_LENGTH, withType);
    }

    /**
     * Compress records.
     *
     * @param records  hold them at an index.
     * @param length   of them all, in bytes.
     * @param withType how, not {@link CompressionType#NONE}.
     * @return bytes of what is to stand behind the batch's header, in {@link #buffer()} from 0; or {@link #NOT_SMALLER}.
     */
    int compress(final NativeBuffer records, final int index, final int length, final CompressionType withType) {
        if (length > MAX_RECORDS_LENGTH) {
            return NOT_SMALLER;
        }
        use(withType);
        final int capacity = PREFIX + codec.maxCompressedLength(length);
        if (bytes.capacity() < capacity) {
            bytes = ByteBuffer.allocateDirect(Math.max(capacity, 2 * bytes.capacity()));
            buffer = new NativeBuffer(bytes);
        }
        final ByteBuffer source = records.byteBuffer().duplicate();
        final int compressed = codec.compress(
                source.limit(index + length).position(index), bytes.clear().position(PREFIX));
        if (PREFIX + compressed >= length) {
            return NOT_SMALLER;
        }
        buffer.putLongUnchecked(0, length);
        return PREFIX + compressed;
    }

    NativeBuffer buffer() {
        return buffer;
    }

    private void use(final CompressionType newType) {
        if (type != newType) {
            close();
            codec = Compression.codec(newType);
            type = newType;
        }
    }

    @Override
    public void close() {
        if (codec != null) {
            codec.close();
            codec = null;
            type = CompressionType.NONE;
        }
    }
}
