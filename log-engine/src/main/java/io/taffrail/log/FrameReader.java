/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.storage.NativeBuffer;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Checks the batch at a position of a file that nobody vouches for: in constant memory, whatever length it claims to
 * have, and by positioned reads, so that no content can take the process down.
 *
 * <p>Threading: one thread.
 */
final class FrameReader implements RecordBytes {
    private final ChunkWindow window = new ChunkWindow();
    private final CRC32C crc = new CRC32C();
    private final long logId;
    private int fileLength;
    private int position;
    private int length;
    private int storedCrc;
    private int expectedCrc;
    private long baseOffset;
    private int term;
    private int attributes;
    private int version;
    private long baseTimestamp;
    private long maxTimestamp;
    private long producerId;
    private int producerEpoch;
    private int lastOffsetDelta;
    private int recordCount;

    FrameReader(final long logId) {
        this.logId = logId;
    }

    void open(final StorageFile file, final int length) {
        window.open(file, length);
        fileLength = length;
    }

    /** Forget what was read: the file may have changed. */
    void invalidate() {
        window.invalidate();
    }

    /** Check what stands at a position, in front of a limit; the accessors then speak of it. */
    BatchCheck check(final int at, final int limit) throws IOException {
        position = at;
        length = 0;
        if (at > limit - LogFormat.BATCH_HEADER_LENGTH || !readHeader(at)) {
            return BatchCheck.EMPTY;
        }
        final BatchCheck ofLength = BatchCheck.ofLength(length, (long) limit - at);
        if (ofLength != BatchCheck.SOUND) {
            return ofLength;
        }
        if (!sum(at + LogFormat.CRC_COVERED_FROM, at + LogFormat.alignedBatchLength(length))) {
            return BatchCheck.BAD_LENGTH;
        }
        expectedCrc = (int) crc.getValue() ^ LogFormat.crcSeed(logId, length);
        if (expectedCrc != storedCrc) {
            return BatchCheck.BAD_CRC;
        }
        if (version != LogFormat.BATCH_VERSION || (attributes & ~LogFormat.ATTRIBUTE_ALLOWED_MASK) != 0) {
            return BatchCheck.UNEXPECTED;
        }
        if (BatchHeader.isFiller(attributes)) {
            return BatchCheck.FILLER;
        }
        return lastOffsetDelta < 0 || !isSoundMarker() || !BatchCheck.isKnownCompression(attributes)
                ? BatchCheck.UNEXPECTED
                : BatchCheck.SOUND;
    }

    private boolean isSoundMarker() throws IOException {
        if (!BatchHeader.isControl(attributes)) {
            return true;
        }
        final int index = window.load(position, LogFormat.alignedBatchLength(length));
        return index >= 0 && EndMarker.isSound(window.buffer(), index, length);
    }

    /** Position of the first byte from here to the end of the file that is not zero, or -1. */
    long firstNonZero(final int from) throws IOException {
        int at = from;
        while (at < fileLength) {
            final int part = Math.min(ChunkWindow.CHUNK, fileLength - at);
            final int index = window.load(at, part);
            for (int i = index; index >= 0 && i < index + part; i++) {
                while (i <= index + part - Long.BYTES && window.buffer().getLong(i) == 0) {
                    i += Long.BYTES;
                }
                if (i < index + part && window.buffer().getByte(i) != 0) {
                    return (long) at + (i - index);
                }
            }
            at += part;
        }
        return -1;
    }

    /** Index in {@link #buffer()} of a range of the file, or -1. */
    @Override
    public int load(final int at, final int bytes) throws IOException {
        return window.load(at, bytes);
    }

    @Override
    public NativeBuffer buffer() {
        return window.buffer();
    }

    int position() {
        return position;
    }

    int lastOffsetDelta() {
        return lastOffsetDelta;
    }

    private boolean readHeader(final int at) throws IOException {
        final int index = window.load(at, LogFormat.BATCH_HEADER_LENGTH);
        if (index < 0) {
            return false;
        }
        final NativeBuffer buffer = window.buffer();
        length = BatchHeader.lengthVolatile(buffer, index);
        storedCrc = BatchHeader.crc(buffer, index);
        baseOffset = BatchHeader.baseOffset(buffer, index);
        term = BatchHeader.term(buffer, index);
        attributes = BatchHeader.attributes(buffer, index) & 0xFFFF;
        version = BatchHeader.version(buffer, index);
        baseTimestamp = BatchHeader.baseTimestamp(buffer, index);
        maxTimestamp = BatchHeader.maxTimestamp(buffer, index);
        producerId = BatchHeader.producerId(buffer, index);
        producerEpoch = BatchHeader.producerEpoch(buffer, index);
        lastOffsetDelta = BatchHeader.lastOffsetDelta(buffer, index);
        recordCount = BatchHeader.recordCount(buffer, index);
        return true;
    }

    private boolean sum(final int from, final int to) throws IOException {
        crc.reset();
        int at = from;
        while (at < to) {
            final int part = Math.min(ChunkWindow.CHUNK, to - at);
            final int index = window.load(at, part);
            if (index < 0) {
                return false;
            }
            final ByteBuffer bytes = window.bytes();
            bytes.limit(index + part).position(index);
            crc.update(bytes);
            at += part;
        }
        return true;
    }

    int length() {
        return length;
    }

    int alignedLength() {
        return LogFormat.alignedBatchLength(length);
    }

    long baseOffset() {
        return baseOffset;
    }

    long nextOffset() {
        return baseOffset + lastOffsetDelta + 1L;
    }

    int term() {
        return term;
    }

    int version() {
        return version;
    }

    int attributes() {
        return attributes;
    }

    int recordCount() {
        return recordCount;
    }

    /** Of a filler: generation of the successor. */
    long producerId() {
        return producerId;
    }

    int storedCrc() {
        return storedCrc;
    }

    int expectedCrc() {
        return expectedCrc;
    }

    LogFacts.Batch facts(final boolean isCrcRight) throws IOException {
        return new LogFacts.Batch(
                position,
                length,
                baseOffset,
                baseOffset + lastOffsetDelta,
                term,
                attributes,
                recordCount,
                baseTimestamp,
                maxTimestamp,
                producerId,
                producerEpoch,
                isCrcRight ? endMarker() : null,
                storedCrc,
                isCrcRight);
    }

    /** What an end marker says; null for a batch that is none. */
    private LogFacts.EndMarkerFacts endMarker() throws IOException {
        if (!BatchHeader.isControl(attributes) || length != EndMarker.BATCH_LENGTH) {
            return null;
        }
        final int index = window.load(position, length);
        final NativeBuffer buffer = window.buffer();
        return index >= 0 && EndMarker.isSound(buffer, index, length)
                ? new LogFacts.EndMarkerFacts(
                        EndMarker.isCommit(buffer, index), EndMarker.coordinatorTerm(buffer, index))
                : null;
    }
}
