/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.codecs.log.SegmentHeaderDecoder;
import io.taffrail.codecs.log.SegmentHeaderEncoder;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads the header that makes a file a segment of a log, and writes that of one that takes the place of others.
 *
 * <p>Threading: one thread at a time.
 */
final class SegmentHeader {
    private static final int CRC_AT = SegmentHeaderEncoder.crcEncodingOffset();

    private final byte[] scratch = new byte[CRC_AT];
    private final CRC32C crc = new CRC32C();

    private int crcOf(final DirectBuffer buffer) {
        buffer.getBytes(0, scratch);
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
        checkVersion(decoder, path);
        check(path, "headerCrc", crcOf(buffer), decoder.crc(), "the header was damaged");
        check(path, "logId", logId, decoder.logId(), "the file belongs to another partition");
        check(path, "length", fileLength, decoder.length(), "the file was truncated or extended");
        final SegmentIdentity identity = new SegmentIdentity(logId);
        identity.generation = decoder.generation();
        identity.baseOffset = decoder.baseOffset();
        identity.previousGeneration = decoder.previousGeneration();
        identity.previousEnd = decoder.previousEnd();
        identity.term = decoder.term();
        if (isCompacted(decoder)) {
            identity.compaction = Compaction.read(new UnsafeBuffer(buffer), path, fileLength);
        }
        return identity;
    }

    /** Make the first bytes of the segment that takes the place of others; they are zeros. */
    void writeCompacted(final UnsafeBuffer buffer, final SegmentIdentity identity, final int fileLength) {
        final SegmentHeaderEncoder encoder = new SegmentHeaderEncoder()
                .wrap(buffer, 0)
                .magic(LogFormat.SEGMENT_MAGIC)
                .formatVersion(LogFormat.COMPACTED_FORMAT_VERSION)
                .headerLength(LogFormat.SEGMENT_HEADER_LENGTH)
                .logId(identity.logId)
                .generation(identity.generation)
                .baseOffset(identity.baseOffset)
                .previousGeneration(identity.previousGeneration)
                .previousEnd(identity.previousEnd)
                .length(fileLength)
                .term(identity.term)
                .flags(LogFormat.SEGMENT_FLAG_OFFSET_GAPS);
        encoder.crc(crcOf(buffer));
        identity.compaction.write(buffer);
    }

    private static boolean isCompacted(final SegmentHeaderDecoder decoder) {
        return (decoder.flags() & LogFormat.SEGMENT_FLAG_OFFSET_GAPS) != 0;
    }

    /**
     * Refuse a segment of a newer format. For those who know from a manifest what else the header says.
     *
     * @param file of the segment.
     * @throws NewerFormatException when this version of taffrail does not know the format.
     */
    static void requireKnownVersion(final StorageFile file) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(SegmentHeaderDecoder.ENCODED_LENGTH);
        file.read(bytes, 0);
        final SegmentHeaderDecoder decoder = new SegmentHeaderDecoder().wrap(new UnsafeBuffer(bytes.array()), 0);
        if (decoder.magic() == LogFormat.SEGMENT_MAGIC) {
            checkVersion(decoder, file.path());
        }
    }

    private static void checkVersion(final SegmentHeaderDecoder decoder, final Path path) {
        final int found = decoder.formatVersion();
        final int known = isCompacted(decoder) ? LogFormat.COMPACTED_FORMAT_VERSION : LogFormat.FORMAT_VERSION;
        if (found > known) {
            throw new NewerFormatException(path, found, known);
        }
    }

    private static void check(
            final Path path, final String field, final long expected, final long found, final String cause) {
        if (expected != found) {
            throw new CorruptLogException(
                    path, 0, field + "=" + Long.toHexString(expected), field + "=" + Long.toHexString(found), cause);
        }
    }
}
