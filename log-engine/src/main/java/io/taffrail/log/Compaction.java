/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.codecs.log.CleanedStepDecoder;
import io.taffrail.codecs.log.CleanedStepEncoder;
import io.taffrail.codecs.log.CompactionDecoder;
import io.taffrail.codecs.log.CompactionEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What the first bytes of a compacted segment say beside its header: whose place it takes, where it ends, how far it is
 * clean and since when.
 *
 * @param replacedGeneration by which the header of the segment behind names what stood here.
 * @param endPosition        where this segment ends.
 * @param endOffset          first offset after it.
 * @param cleanOffset        first offset from which on keys may be there twice; in the segment, or its end.
 * @param steps              in the order of their offsets, the last one ends at the clean offset.
 */
record Compaction(long replacedGeneration, int endPosition, long endOffset, long cleanOffset, List<Step> steps) {
    private static final int AT = LogFormat.COMPACTION_POSITION;
    private static final int STEPS_AT = AT + CompactionEncoder.ENCODED_LENGTH;
    private static final int CRC_AT = AT + CompactionEncoder.crcEncodingOffset();

    /**
     * Since when some offsets are clean.
     *
     * @param endOffset   first offset behind them.
     * @param cleanedAtNs nanoseconds since the epoch.
     */
    record Step(long endOffset, long cleanedAtNs) {}

    /** Position behind the last step in a segment's file. */
    static int end(final int steps) {
        return STEPS_AT + steps * CleanedStepEncoder.ENCODED_LENGTH;
    }

    int end() {
        return end(steps.size());
    }

    /** When an offset was first among clean ones, {@link Long#MAX_VALUE} when it is not. */
    long cleanedAtNs(final long offset) {
        for (final Step step : steps) {
            if (offset < step.endOffset) {
                return step.cleanedAtNs;
            }
        }
        return Long.MAX_VALUE;
    }

    /** Put it into the first bytes of a segment that are zeros. */
    void write(final UnsafeBuffer buffer) {
        new CompactionEncoder()
                .wrap(buffer, AT)
                .replacedGeneration(replacedGeneration)
                .endPosition(endPosition)
                .endOffset(endOffset)
                .cleanOffset(cleanOffset)
                .stepCount(steps.size());
        final CleanedStepEncoder encoder = new CleanedStepEncoder();
        int at = STEPS_AT;
        for (final Step step : steps) {
            encoder.wrap(buffer, at).endOffset(step.endOffset).cleanedAt(step.cleanedAtNs);
            at += CleanedStepEncoder.ENCODED_LENGTH;
        }
        new CompactionEncoder().wrap(buffer, AT).crc(crc(buffer, steps.size()));
    }

    /**
     * Read it from the first bytes of a segment.
     *
     * @throws CorruptLogException when it is not sound.
     */
    static Compaction read(final UnsafeBuffer buffer, final Path path, final long fileLength) {
        final CompactionDecoder decoder = new CompactionDecoder().wrap(buffer, AT);
        final int count = decoder.stepCount();
        if (count < 0 || count > LogFormat.MAX_CLEANED_STEPS || decoder.crc() != crc(buffer, count)) {
            throw new CorruptLogException(
                    path,
                    CRC_AT,
                    "a sound compaction of at most " + LogFormat.MAX_CLEANED_STEPS + " steps",
                    "stepCount=" + count + " crc=" + Integer.toHexString(decoder.crc()),
                    "the header was damaged");
        }
        if (decoder.endPosition() < LogFormat.SEGMENT_HEADER_LENGTH || decoder.endPosition() > fileLength) {
            throw new CorruptLogException(
                    path,
                    AT,
                    "an end within the file, length=" + fileLength,
                    "endPosition=" + decoder.endPosition(),
                    "the file was not written by taffrail");
        }
        final List<Step> steps = new ArrayList<>();
        final CleanedStepDecoder step = new CleanedStepDecoder();
        for (int i = 0; i < count; i++) {
            step.wrap(buffer, STEPS_AT + i * CleanedStepDecoder.ENCODED_LENGTH);
            steps.add(new Step(step.endOffset(), step.cleanedAt()));
        }
        return new Compaction(
                decoder.replacedGeneration(),
                (int) decoder.endPosition(),
                decoder.endOffset(),
                decoder.cleanOffset(),
                List.copyOf(steps));
    }

    private static int crc(final DirectBuffer buffer, final int steps) {
        final CRC32C crc = new CRC32C();
        final byte[] fields = new byte[CRC_AT - AT];
        buffer.getBytes(AT, fields);
        crc.update(fields);
        final byte[] all = new byte[end(steps) - STEPS_AT];
        buffer.getBytes(STEPS_AT, all);
        crc.update(all);
        return (int) crc.getValue();
    }
}
