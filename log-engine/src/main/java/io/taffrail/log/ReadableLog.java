/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.storage.Storage;
import java.io.IOException;

/**
 * What a reader needs of a log, in the process that owns it or in another one.
 *
 * <p>Threading: any thread.
 */
interface ReadableLog {
    /** First offset kept. */
    long logStartOffset();

    /** First offset that is not contiguously committed. */
    long endOffset();

    /** An offset up to which everything is known to be contiguously committed; costs a load. */
    long contiguousOffset();

    /** Readers stop before this offset; {@link Long#MAX_VALUE} for all that is contiguous. */
    long highWatermark();

    /** Readers of committed records stop before this offset too: where the oldest open transaction begins. */
    long lastStableOffset();

    /** The segment in which an offset lies or would lie; null when there is none. */
    Segment floor(long offset);

    /** The segment in which the log goes on after one that ended; null when there is none yet. */
    Segment next(Segment segment);

    /** Look whether the log goes on elsewhere; called when nothing more was found. */
    void refresh() throws IOException;

    /** The last segment; null when there is none. */
    Segment last();

    /** All segments in order. */
    Segment[] segments();

    /** Sparse index of a segment; null when there is none. */
    SparseIndex index(Segment segment) throws IOException;

    /** Where a segment ends, or -1 while it is being appended to. */
    int endPosition(Segment segment);

    /** The file system. */
    Storage storage();

    /** Id of the log, the seed of its checksums. */
    long logId();

    /** The term in which an offset was written; 0 when that is not known. */
    int termOf(long offset);

    /** Give the number back that a reader or an appender was known by. */
    void freeSlot(int slot);
}
