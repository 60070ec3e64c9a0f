/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import java.io.IOException;

/** Finds where a search for a time must begin. */
final class TimeSearch {
    private TimeSearch() {}

    /** An offset before which no record has a timestamp at or after a time. */
    static long startOfScan(final ReadableLog log, final long epochNs) throws IOException {
        for (final Segment segment : log.segments()) {
            final SparseIndex index = log.index(segment);
            final boolean isEnded = segment.isEnded();
            final boolean isNewestKnown = isEnded && index != null && segment.maxTimestamp() != Long.MIN_VALUE;
            if (!isNewestKnown || segment.maxTimestamp() >= epochNs) {
                final int entry = index == null ? -1 : index.floorOfTime(epochNs);
                return entry < 0 ? segment.baseOffset() : index.offset(entry);
            }
        }
        return log.endOffset();
    }
}
