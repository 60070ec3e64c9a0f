/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.raft;

/**
 * What the core asks of the member's own log. Answers may change only between two calls of the core, by what its effects
 * or the shell did.
 *
 * <p>Threading: called by the thread that steps the core; must not block.
 */
public interface RaftLog {
    /**
     * First offset kept.
     *
     * @return the offset.
     */
    long startOffset();

    /**
     * First offset that is not contiguously there.
     *
     * @return the offset.
     */
    long endOffset();

    /**
     * First offset that does not count as held here: the end, or the durable end where every record must be durable.
     *
     * @return an offset at or before the end.
     */
    long heldOffset();

    /**
     * Term of the last batch.
     *
     * @return the term, 0 for a log that never had one.
     */
    int lastTerm();

    /**
     * The newest term in the log that is not newer than another one.
     *
     * @param term the other one.
     * @return the term, 0 when all terms in the log are newer.
     */
    int floorTerm(int term);

    /**
     * Where a term of this log ends.
     *
     * @param term one that {@link #floorTerm(int)} has given.
     * @return first offset behind it; 0 for term 0.
     */
    long endOfTerm(int term);
}
