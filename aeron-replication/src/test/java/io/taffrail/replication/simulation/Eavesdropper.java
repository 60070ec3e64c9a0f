/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import io.taffrail.replication.protocol.Envelope;
import io.taffrail.replication.protocol.MessageReader;
import io.taffrail.replication.protocol.RecordsFrame;
import io.taffrail.replication.raft.Ballot;
import io.taffrail.replication.raft.RaftMessages;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads what a node says to the others: votes for the checker, all of it for the transcript. */
final class Eavesdropper implements RaftMessages {
    private final int number;
    private final World world;
    private final RecordsFrame records = new RecordsFrame();
    private final MessageReader reader = new MessageReader(group -> this);

    Eavesdropper(final int number, final World world) {
        this.number = number;
        this.world = world;
    }

    void onPacket(final int to, final byte[] bytes) {
        reader.read(to, new UnsafeBuffer(bytes), Envelope.LENGTH, bytes.length - Envelope.LENGTH);
        if (reader.malformed() > 0) {
            throw new BrokenPromise(Promise.NO_ACCIDENT, "node " + number + " says what cannot be read");
        }
    }

    void onRecords(final int to, final byte[] bytes) {
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        if (world.transcript().isHeard()
                && records.tryRead(buffer, Envelope.LENGTH, bytes.length - Envelope.LENGTH)
                && records.bodyLength() > 0) {
            final long offset = records.baseOffset();
            final int previous = records.previousTerm();
            final long committed = records.highWatermark();
            final String what = records.isSlice() ? "a slice of " : "";
            say(
                    "sends %d in term %d %soffset %d behind term %d, committed=%d",
                    to, records.term(), what, offset, previous, committed);
        }
    }

    private void say(final String format, final Object... values) {
        world.transcript().say(world.nowNs(), number, format, values);
    }

    @Override
    public void voteRequest(
            final int peer, final int term, final int lastTerm, final long endOffset, final Ballot kind) {
        if (kind != Ballot.PRE_VOTE) {
            world.checker().onVote(number, term, number);
        }
        say("asks %d to vote in term %d: lastTerm=%d end=%d %s", peer, term, lastTerm, endOffset, kind);
    }

    @Override
    public void voteAnswer(final int peer, final int term, final Ballot kind, final boolean isGranted) {
        if (isGranted && kind != Ballot.PRE_VOTE) {
            world.checker().onVote(number, term, peer);
        }
        say("answers %d in term %d: %s %s", peer, term, kind, isGranted ? "granted" : "refused");
    }

    @Override
    public void heartbeat(final int peer, final int term, final long highWatermark) {
        world.checker().onHeartbeat(number, term);
        say("lives, it tells %d in term %d: highWatermark=%d", peer, term, highWatermark);
    }

    @Override
    public void status(
            final int peer,
            final int term,
            final boolean isMatched,
            final int lastTerm,
            final long endOffset,
            final long heldOffset) {
        say(
                "tells %d in term %d: %s lastTerm=%d end=%d held=%d",
                peer, term, isMatched ? "matched" : "not matched", lastTerm, endOffset, heldOffset);
    }

    @Override
    public void matched(final int peer, final int term, final int lastTerm, final long offset) {
        say("finds %d to agree in term %d up to %d", peer, term, offset);
    }

    @Override
    public void diverged(
            final int peer,
            final int term,
            final int floorTerm,
            final long offset,
            final int lastTerm,
            final long endOffset) {
        say("finds %d to part in term %d: floorTerm=%d at %d, end=%d", peer, term, floorTerm, offset, endOffset);
    }

    @Override
    public void reset(
            final int peer, final int term, final long startOffset, final int lastTerm, final long endOffset) {
        say("tells %d in term %d to begin at %d, end=%d", peer, term, startOffset, endOffset);
    }

    @Override
    public void timeoutNow(final int peer, final int term) {
        say("asks %d in term %d to take over", peer, term);
    }
}
