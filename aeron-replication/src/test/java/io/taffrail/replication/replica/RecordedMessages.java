/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import io.taffrail.replication.raft.Ballot;
import io.taffrail.replication.raft.RaftMessages;

/** Counts what a member says; the last word about its log is kept. */
final class RecordedMessages implements RaftMessages {
    int statuses;
    boolean isMatched;
    long endOffset = -1;
    int heartbeats;

    @Override
    public void voteRequest(final int peer, final int term, final int lastTerm, final long end, final Ballot kind) {}

    @Override
    public void voteAnswer(final int peer, final int term, final Ballot kind, final boolean isGranted) {}

    @Override
    public void heartbeat(final int peer, final int term, final long highWatermark) {
        heartbeats++;
    }

    @Override
    public void status(
            final int peer,
            final int term,
            final boolean hasMatched,
            final int lastTerm,
            final long end,
            final long heldOffset) {
        statuses++;
        isMatched = hasMatched;
        endOffset = end;
    }

    @Override
    public void matched(final int peer, final int term, final int lastTerm, final long offset) {}

    @Override
    public void diverged(
            final int peer,
            final int term,
            final int floorTerm,
            final long offset,
            final int lastTerm,
            final long endOffset) {}

    @Override
    public void reset(
            final int peer, final int term, final long startOffset, final int lastTerm, final long endOffset) {}

    @Override
    public void timeoutNow(final int peer, final int term) {}
}
