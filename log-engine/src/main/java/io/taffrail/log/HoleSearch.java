/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.storage.StorageFile;
import java.io.IOException;

/**
 * Finds where a log goes on behind bytes that are no sound batch, as {@link Recovery} does.
 *
 * <p>Threading: one thread.
 */
final class HoleSearch {
    private final SegmentScanner scanner;
    private final FrameReader frames;
    private int limit;

    HoleSearch(final long logId, final FrameReader frames) {
        this.scanner = new SegmentScanner(logId);
        this.frames = frames;
    }

    void open(final StorageFile file, final int endPosition) {
        scanner.open(file, endPosition);
        limit = endPosition;
    }

    /**
     * Position of the next sound batch behind a hole, which the frames then speak of; -1 when there is none.
     *
     * @param hole   position of the bytes that are no sound batch.
     * @param offset that a batch there would have.
     * @param term   that a batch there would have at least.
     */
    int after(final int hole, final long offset, final int term) throws IOException {
        scanner.invalidate();
        int position = hole + Math.max(LogFormat.BATCH_ALIGNMENT, scanner.claimedBytes(hole));
        while (position < limit) {
            if (scanner.isPlausible(position, offset)
                    && frames.check(position, limit) == BatchCheck.SOUND
                    && frames.baseOffset() > offset
                    && frames.term() >= term) {
                return position;
            }
            position += LogFormat.BATCH_ALIGNMENT;
        }
        return -1;
    }
}
