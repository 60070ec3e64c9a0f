/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.protocol;

import io.taffrail.replication.raft.Ballot;
import io.taffrail.replication.raft.RaftMessages;
import java.util.ArrayList;
import java.util.List;

/** Writes down what it is told, a line for each message. */
final class Heard implements RaftMessages {
    final List<String> lines = new ArrayList<>();

    @Override
    public void voteRequest(
            final int peer, final int term, final int lastTerm, final long endOffset, final Ballot kind) {
        lines.add("voteRequest " + peer + " " + term + " " + lastTerm + " " + endOffset + " " + kind);
    }

    @Override
    public void voteAnswer(final int peer, final int term, final Ballot kind, final boolean isGranted) {
        lines.add("voteAnswer " + peer + " " + term + " " + kind + " " + isGranted);
    }

    @Override
    public void heartbeat(final int peer, final int term, final long highWatermark) {
        lines.add("heartbeat " + peer + " " + term + " " + highWatermark);
    }

    @Override
    public void status(
            final int peer,
            final int term,
            final boolean isMatched,
            final int lastTerm,
            final long endOffset,
            final long heldOffset) {
        lines.add(
                "status " + peer + " " + term + " " + isMatched + " " + lastTerm + " " + endOffset + " " + heldOffset);
    }

    @Override
    public void matched(final int peer, final int term, final int lastTerm, final long offset) {
        lines.add("matched " + peer + " " + term + " " + lastTerm + " " + offset);
    }

    @Override
    public void diverged(
            final int peer,
            final int term,
            final int floorTerm,
            final long offset,
            final int lastTerm,
            final long endOffset) {
        lines.add("diverged " + peer + " " + term + " " + floorTerm + " " + offset + " " + lastTerm + " " + endOffset);
    }

    @Override
    public void reset(
            final int peer, final int term, final long startOffset, final int lastTerm, final long endOffset) {
        lines.add("reset " + peer + " " + term + " " + startOffset + " " + lastTerm + " " + endOffset);
    }

    @Override
    public void timeoutNow(final int peer, final int term) {
        lines.add("timeoutNow " + peer + " " + term);
    }
}
