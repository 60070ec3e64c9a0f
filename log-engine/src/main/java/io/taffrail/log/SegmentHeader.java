/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.codecs.log.SegmentHeaderDecoder;
import io.taffrail.codecs.log.SegmentHeaderEncoder;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes and reads the header that makes a file a segment of a log.
 *
 * <p>Threading: one thread at a time. A spare brings its own, so that stamping it allocates nothing.
 */
final class SegmentHeader {
    private static final int CRC_AT = SegmentHeaderEncoder.crcEncodingOffset();

    private final SegmentHeaderEncoder encoder = new SegmentHeaderEncoder();
    private final byte[] scratch = new byte[CRC_AT];
    private final UnsafeBuffer scratchView = new UnsafeBuffer(scratch);
    private final byte[] batchScratch = new byte[LogFormat.BATCH_HEADER_LENGTH - LogFormat.CRC_COVERED_FROM];
    private final CRC32C crc = new CRC32C();

    /** Stamp a file's first bytes; the magic comes last, so a half-written stamp is none. */
    void stamp(final UnsafeBuffer buffer, final SegmentIdentity identity, final int length) {
        encoder.wrap(buffer, 0)
                .formatVersion(LogFormat.FORMAT_VERSION)
                .headerLength(LogFormat.SEGMENT_HEADER_LENGTH)
                .logId(identity.logId)
                .generation(identity.generation)
                .baseOffset(identity.baseOffset)
                .previousGeneration(identity.previousGeneration)
                .previousEnd(identity.previousEnd)
                .length(length)
                .term(identity.term)
                .flags(0)
                .reserved(0);
        buffer.getBytes(0, scratch);
        scratchView.putLong(0, LogFormat.SEGMENT_MAGIC, ByteOrder.LITTLE_ENDIAN);
        encoder.crc(crcOfScratch());
        buffer.putLongOrdered(0, LogFormat.SEGMENT_MAGIC);
    }

    /** Take a stamp back. */
    static void erase(final UnsafeBuffer buffer) {
        buffer.putLongOrdered(0, 0);
    }

    /** Checksum of a filler in another segment, computed by the thread that holds this one as a spare. */
    int fillerChecksum(final Segment segment, final int position) {
        final byte[] bytes = batchScratch;
        segment.buffer().getBytes(position + LogFormat.CRC_COVERED_FROM, bytes);
        crc.reset();
        crc.update(bytes);
        return (int) crc.getValue() ^ LogFormat.crcSeed(segment.identity().logId, LogFormat.BATCH_HEADER_LENGTH);
    }

    private int crcOf(final DirectBuffer buffer) {
        buffer.getBytes(0, scratch);
        return crcOfScratch();
    }

    private int crcOfScratch() {
        crc.reset();
        crc.update(scratch);
        return (int) crc.getValue();
    }

    /** Whether the first bytes carry no stamp: a spare that was never used. */
    static boolean isBlank(final DirectBuffer buffer) {
        return buffer.getLong(0) == 0;
    }

    /** Whether a header without durable marks says that its file is longer than it is. */
    boolean isShort(final DirectBuffer buffer, final long fileLength) {
        final SegmentHeaderDecoder decoder = new SegmentHeaderDecoder().wrap(buffer, 0);
        return decoder.crc() == crcOf(buffer)
                && fileLength < decoder.length()
                && !DurableMark.vouches(buffer, decoder.generation());
    }

    /**
     * Read and check a header.
     *
     * @param buffer at least the header's bytes.
     * @param path   named in errors.
     * @param logId  the log it must belong to.
     * @param fileLength bytes of the file.
     * @return the identity.
     * @throws CorruptLogException when the bytes are not a sound header of this log.
     */
    SegmentIdentity read(final MutableDirectBuffer buffer, final Path path, final long logId, final long fileLength) {
        final SegmentHeaderDecoder decoder = new SegmentHeaderDecoder().wrap(buffer, 0);
        check(path, "magic", LogFormat.SEGMENT_MAGIC, decoder.magic(), "this is not a taffrail segment file");
        final int formatVersion = decoder.formatVersion();
        if (formatVersion > LogFormat.FORMAT_VERSION) {
            throw new NewerFormatException(path, formatVersion);
        }
        check(path, "headerCrc", crcOf(buffer), decoder.crc(), "the header was damaged");
        check(path, "logId", logId, decoder.logId(), "the file belongs to another partition");
        check(path, "length", fileLength, decoder.length(), "the file was truncated or extended");
        final SegmentIdentity identity = new SegmentIdentity(logId);
        identity.generation = decoder.generation();
        identity.baseOffset = decoder.baseOffset();
        identity.previousGeneration = decoder.previousGeneration();
        identity.previousEnd = decoder.previousEnd();
        identity.term = decoder.term();
        return identity;
    }

    private static void check(
            final Path path, final String field, final long expected, final long found, final String cause) {
        if (expected != found) {
            throw new CorruptLogException(
                    path, 0, field + "=" + Long.toHexString(expected), field + "=" + Long.toHexString(found), cause);
        }
    }
}
