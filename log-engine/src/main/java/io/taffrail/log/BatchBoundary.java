/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.storage.StorageFile;
import java.io.IOException;

/**
 * A place between two batches.
 *
 * @param segment  that holds the batch before it.
 * @param position behind that batch, in bytes.
 * @param before   the batch before it; null at the beginning of the log.
 */
record BatchBoundary(Segment segment, int position, BatchEnd before) {
    /**
     * Find the boundary at an offset, by positioned reads.
     *
     * @return null when no batch ends there and the log does not begin there.
     * @throws CorruptLogException when a batch on the way is not sound.
     */
    static BatchBoundary find(final ReadableLog log, final long offset) throws IOException {
        final Segment first = log.floor(log.logStartOffset());
        if (first == null || offset < first.baseOffset() || offset > log.endOffset()) {
            return null;
        }
        if (offset == first.baseOffset()) {
            return new BatchBoundary(first, LogFormat.SEGMENT_HEADER_LENGTH, null);
        }
        final Segment segment = log.floor(offset - 1);
        try (StorageFile file = segment.reopen(log.storage(), false)) {
            return walk(log, segment, file, offset);
        }
    }

    private static BatchBoundary walk(
            final ReadableLog log, final Segment segment, final StorageFile file, final long offset)
            throws IOException {
        final SparseIndex index = log.index(segment);
        final int entry = index == null ? -1 : index.floor(offset - 1);
        int position = entry < 0 ? LogFormat.SEGMENT_HEADER_LENGTH : index.position(entry);
        long at = entry < 0 ? segment.baseOffset() : index.offset(entry);
        final FrameReader frames = new FrameReader(log.logId());
        frames.open(file, segment.length());
        BatchEnd last = null;
        while (at < offset) {
            final BatchCheck check = frames.check(position, segment.length());
            if (check != BatchCheck.SOUND || frames.baseOffset() != at) {
                throw new CorruptLogException(
                        segment.path(),
                        position,
                        "a sound batch with baseOffset=" + at,
                        SegmentProblem.found(check, frames),
                        "bytes of the batch changed after it was written, for example on the disk");
            }
            last = new BatchEnd(at, frames.term(), frames.storedCrc());
            at = frames.nextOffset();
            position += frames.alignedLength();
        }
        return at == offset ? new BatchBoundary(segment, position, last) : null;
    }
}
