/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

/**
 * Whether a log is being compacted, and whether that is worth trying.
 *
 * <p>Threading: any thread (monitor).
 */
final class CompactionState {
    private boolean isRunning;
    private long seenEnd = -1;
    private long seenClean = -1;

    /** Begin a pass, if there is none. */
    synchronized boolean tryBegin() {
        final boolean isFree = !isRunning;
        isRunning = true;
        return isFree;
    }

    /** The pass over a range is over. */
    synchronized void end(final CleanableRange range, final boolean isInVain) {
        isRunning = false;
        if (isInVain) {
            seenEnd = range.endOffset();
            seenClean = range.cleanOffset();
        }
    }

    /** Whether a pass over the same range has left it as it was, and would again: an open transaction, or bad bytes. */
    synchronized boolean isInVain(final CleanableRange range) {
        return seenEnd == range.endOffset() && seenClean == range.cleanOffset();
    }
}
