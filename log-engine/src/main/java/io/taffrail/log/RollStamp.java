/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.codecs.log.BatchHeaderEncoder;
import io.taffrail.codecs.log.SegmentHeaderEncoder;
import io.taffrail.storage.NativeBuffer;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a roll writes: the header of the segment it begins and the filler of the one it ends. All that is known when the
 * segment is built is written down then. Rolls are rare, their code is cold, and a publisher waits for them: they fill in
 * the rest with few stores and allocate nothing.
 *
 * <p>Threading: one thread at a time; each spare brings its own.
 */
final class RollStamp {
    private static final int HEADER_CRC = SegmentHeaderEncoder.crcEncodingOffset();

    private final long logId;
    private final byte[] header = new byte[SegmentHeaderEncoder.ENCODED_LENGTH];
    private final byte[] filler = new byte[LogFormat.BATCH_HEADER_LENGTH];
    private final UnsafeBuffer headerView = new UnsafeBuffer(header);
    private final UnsafeBuffer fillerView = new UnsafeBuffer(filler);
    private final CRC32C crc = new CRC32C();

    /**
     * Prepare.
     *
     * @param logId  of the log.
     * @param length of the segment in bytes.
     */
    RollStamp(final long logId, final int length) {
        this.logId = logId;
        new SegmentHeaderEncoder()
                .wrap(headerView, 0)
                .magic(LogFormat.SEGMENT_MAGIC)
                .formatVersion(LogFormat.FORMAT_VERSION)
                .headerLength(LogFormat.SEGMENT_HEADER_LENGTH)
                .logId(logId)
                .length(length);
        new BatchHeaderEncoder()
                .wrap(fillerView, 0)
                .attributes((short) LogFormat.ATTRIBUTE_FILLER)
                .version((byte) LogFormat.BATCH_VERSION)
                .baseSequence(-1)
                .producerEpoch((short) -1)
                .lastOffsetDelta(LogFormat.FILLER_LAST_OFFSET_DELTA);
    }

    /** Write the header into the segment's first bytes; the magic comes last, so a half-written header is none. */
    void writeHeader(final NativeBuffer segment, final SegmentIdentity identity) {
        final UnsafeBuffer view = headerView;
        view.putLong(SegmentHeaderEncoder.generationEncodingOffset(), identity.generation);
        view.putLong(SegmentHeaderEncoder.baseOffsetEncodingOffset(), identity.baseOffset);
        view.putLong(SegmentHeaderEncoder.previousGenerationEncodingOffset(), identity.previousGeneration);
        view.putLong(SegmentHeaderEncoder.previousEndEncodingOffset(), identity.previousEnd);
        view.putInt(SegmentHeaderEncoder.termEncodingOffset(), identity.term);
        view.putInt(HEADER_CRC, checksum(header, 0, HEADER_CRC));
        segment.putBytesUnchecked(Long.BYTES, view, Long.BYTES, header.length - Long.BYTES);
        segment.putLongOrdered(0, LogFormat.SEGMENT_MAGIC);
    }

    /** Take a header back. */
    static void erase(final NativeBuffer segment) {
        segment.putLongOrdered(0, 0);
    }

    /** Write the filler that ends the segment before and names this one; its length comes last. */
    void writeFiller(final NativeBuffer previous, final int position, final SegmentIdentity identity) {
        final UnsafeBuffer view = fillerView;
        view.putLong(LogFormat.BASE_OFFSET_OFFSET, identity.baseOffset);
        view.putInt(LogFormat.TERM_OFFSET, identity.term);
        view.putLong(LogFormat.PRODUCER_ID_OFFSET, identity.generation);
        final int covered = LogFormat.CRC_COVERED_FROM;
        final int seed = LogFormat.crcSeed(logId, filler.length);
        view.putInt(LogFormat.CRC_OFFSET, checksum(filler, covered, filler.length - covered) ^ seed);
        final int from = LogFormat.CRC_OFFSET;
        previous.putBytesUnchecked(position + from, view, from, filler.length - from);
        BatchHeader.lengthRelease(previous, position, filler.length);
    }

    private int checksum(final byte[] bytes, final int index, final int length) {
        crc.reset();
        crc.update(bytes, index, length);
        return (int) crc.getValue();
    }
}
