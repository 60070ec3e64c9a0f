/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.raft;

/** Messages that nobody gets. */
class Silence implements RaftMessages {
    @Override
    public void voteRequest(
            final int peer, final int term, final int lastTerm, final long endOffset, final Ballot kind) {}

    @Override
    public void voteAnswer(final int peer, final int term, final Ballot kind, final boolean isGranted) {}

    @Override
    public void heartbeat(final int peer, final int term, final long highWatermark) {}

    @Override
    public void status(
            final int peer,
            final int term,
            final boolean isMatched,
            final int lastTerm,
            final long endOffset,
            final long heldOffset) {}

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
