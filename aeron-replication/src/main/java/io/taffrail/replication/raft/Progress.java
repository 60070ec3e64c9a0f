/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.raft;

/** What a leader knows of one other member, in the present term. */
final class Progress {
    final int node;
    boolean isMatched;
    long endOffset;
    long heldOffset;
    long heardNs;
    long caughtUpNs;
    private long movedNs;
    private long leaderEndBefore;

    Progress(final int node) {
        this.node = node;
    }

    /** A new term: nothing is known; it counts as heard, so that it has time to answer. */
    void begin(final long nowNs, final long leaderEnd) {
        isMatched = false;
        endOffset = 0;
        heldOffset = 0;
        heardNs = nowNs;
        caughtUpNs = nowNs;
        movedNs = nowNs;
        leaderEndBefore = leaderEnd;
    }

    void onStatus(final long nowNs, final long end, final long held, final long leaderEnd) {
        if (end != endOffset || end >= leaderEnd) {
            movedNs = nowNs;
        }
        endOffset = end;
        heldOffset = held;
        if (end >= leaderEnd) {
            caughtUpNs = nowNs;
        } else if (end >= leaderEndBefore) { // it has all that was there when it was last heard
            caughtUpNs = Math.max(caughtUpNs, heardNs);
        }
        heardNs = nowNs;
        leaderEndBefore = leaderEnd;
    }

    /** Whether it has not moved for a time although there is something to take; asked again after as long. */
    boolean isStalled(final long nowNs, final long timeNs, final long leaderEnd) {
        final boolean isStalled = isMatched && endOffset < leaderEnd && nowNs - movedNs > timeNs;
        if (isStalled) {
            movedNs = nowNs;
        }
        return isStalled;
    }
}
