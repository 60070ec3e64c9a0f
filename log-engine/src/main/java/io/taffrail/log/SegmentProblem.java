/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;

/** Says what is wrong with the bytes at a position of a segment. */
final class SegmentProblem {
    private SegmentProblem() {}

    /**
     * Say it.
     *
     * @param check  what the bytes were found to be.
     * @param frames that checked them.
     * @param offset expected there.
     * @param term   expected there at least.
     */
    static String of(final BatchCheck check, final FrameReader frames, final long offset, final int term) {
        return switch (check) {
            case SOUND ->
                "expected baseOffset=" + offset + " term>=" + term + " found baseOffset=" + frames.baseOffset()
                        + " term=" + frames.term() + ": batches are missing, or belong elsewhere";
            case FILLER -> "expected a batch with baseOffset=" + offset + " found a filler: the end is too early";
            case EMPTY ->
                "expected a batch with baseOffset=" + offset + " found length=0: it was overwritten, or lost by a disk"
                        + " that said it was written";
            case OPEN_CLAIM ->
                "expected a batch with baseOffset=" + offset + " found length=" + frames.length()
                        + ": the length was damaged";
            case BAD_LENGTH ->
                "expected a batch with baseOffset=" + offset + " found length=" + frames.length()
                        + ": the length was damaged, or the file was truncated";
            case BAD_CRC ->
                "expected crc=" + Integer.toHexString(frames.expectedCrc()) + " found crc="
                        + Integer.toHexString(frames.storedCrc()) + " in the batch of length=" + frames.length()
                        + " expected to have baseOffset=" + offset
                        + ": bytes changed after they were written, for example on the disk";
            case UNEXPECTED ->
                "expected batchVersion=" + LogFormat.BATCH_VERSION + " found batchVersion=" + frames.version()
                        + " attributes=" + Integer.toHexString(frames.attributes())
                        + ": the batch was written by a newer version of taffrail, or not by taffrail";
        };
    }

    /** Only what was found, where something else than a batch was expected. */
    static String found(final BatchCheck check, final FrameReader frames) {
        return "length=" + frames.length()
                + (check == BatchCheck.BAD_CRC ? " with a wrong crc" : "")
                + ": bytes changed after they were written, for example on the disk";
    }

    /** Where a power loss may be the reason. */
    static String cut(final BatchCheck check, final FrameReader frames, final long offset, final int term) {
        return of(check, frames, offset, term) + "; after a power loss the log is cut here, at offset=" + offset;
    }

    static String noJoin(final Segment next, final int limit, final long offset) {
        return "expected baseOffset=" + next.baseOffset() + " at position=" + limit + " found offset=" + offset
                + ": the segment does not join the next one";
    }

    static String behindEnd(final long endOffset, final long offset) {
        return "expected endOffset=" + endOffset + " found batches up to offset=" + offset
                + ": the control file is older than the segments";
    }
}
