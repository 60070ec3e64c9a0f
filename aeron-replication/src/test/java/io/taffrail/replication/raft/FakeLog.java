/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.raft;

/** A log of which only terms matter: one old term, then single records. */
final class FakeLog implements RaftLog {
    private final long oldEnd;
    private final int oldTerm;
    private int lastTerm;
    private long endOffset;

    FakeLog(final long oldEnd, final int oldTerm) {
        this.oldEnd = oldEnd;
        this.oldTerm = oldTerm;
        this.lastTerm = oldTerm;
        this.endOffset = oldEnd;
    }

    void append(final int term) {
        lastTerm = term;
        endOffset++;
    }

    @Override
    public long startOffset() {
        return 0;
    }

    @Override
    public long endOffset() {
        return endOffset;
    }

    @Override
    public long heldOffset() {
        return endOffset;
    }

    @Override
    public int lastTerm() {
        return lastTerm;
    }

    @Override
    public int floorTerm(final int term) {
        return term >= lastTerm ? lastTerm : term >= oldTerm ? oldTerm : 0;
    }

    @Override
    public long endOfTerm(final int term) {
        return term >= lastTerm ? endOffset : term >= oldTerm ? oldEnd : 0;
    }
}
