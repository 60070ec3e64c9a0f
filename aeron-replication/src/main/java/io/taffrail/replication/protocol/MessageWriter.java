/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.protocol;

import io.taffrail.codecs.cluster.BallotKind;
import io.taffrail.codecs.cluster.DivergedEncoder;
import io.taffrail.codecs.cluster.Flag;
import io.taffrail.codecs.cluster.HeartbeatEncoder;
import io.taffrail.codecs.cluster.MatchedEncoder;
import io.taffrail.codecs.cluster.MessageHeaderEncoder;
import io.taffrail.codecs.cluster.ResetEncoder;
import io.taffrail.codecs.cluster.StatusEncoder;
import io.taffrail.codecs.cluster.TimeoutNowEncoder;
import io.taffrail.codecs.cluster.VoteAnswerEncoder;
import io.taffrail.codecs.cluster.VoteRequestEncoder;
import io.taffrail.replication.raft.Ballot;
import io.taffrail.replication.raft.RaftMessages;

/**
 * Writes the messages of one group's member into the packets to the other nodes. What does not fit into a packet is
 * dropped and counted.
 *
 * <p>Threading: confined to one thread. Allocates nothing after construction.
 */
public final class MessageWriter implements RaftMessages {
    private final long group;
    private final Packets packets;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final VoteRequestEncoder voteRequest = new VoteRequestEncoder();
    private final VoteAnswerEncoder voteAnswer = new VoteAnswerEncoder();
    private final HeartbeatEncoder heartbeat = new HeartbeatEncoder();
    private final StatusEncoder status = new StatusEncoder();
    private final MatchedEncoder matched = new MatchedEncoder();
    private final DivergedEncoder diverged = new DivergedEncoder();
    private final ResetEncoder reset = new ResetEncoder();
    private final TimeoutNowEncoder timeoutNow = new TimeoutNowEncoder();
    private long dropped;

    /**
     * A writer.
     *
     * @param group   whose messages it writes.
     * @param packets where they go.
     */
    public MessageWriter(final long group, final Packets packets) {
        this.group = group;
        this.packets = packets;
    }

    /**
     * Messages that found their packet full.
     *
     * @return the number.
     */
    public long dropped() {
        return dropped;
    }

    @Override
    public void voteRequest(
            final int peer, final int term, final int lastTerm, final long endOffset, final Ballot kind) {
        final int at = begin(peer, VoteRequestEncoder.BLOCK_LENGTH);
        if (at >= 0) {
            voteRequest
                    .wrapAndApplyHeader(packets.to(peer).bytes(), at, header)
                    .group(group)
                    .endOffset(endOffset)
                    .term(term)
                    .lastTerm(lastTerm)
                    .kind(kindOf(kind));
        }
    }

    @Override
    public void voteAnswer(final int peer, final int term, final Ballot kind, final boolean isGranted) {
        final int at = begin(peer, VoteAnswerEncoder.BLOCK_LENGTH);
        if (at >= 0) {
            voteAnswer
                    .wrapAndApplyHeader(packets.to(peer).bytes(), at, header)
                    .group(group)
                    .term(term)
                    .kind(kindOf(kind))
                    .isGranted(flag(isGranted));
        }
    }

    @Override
    public void heartbeat(final int peer, final int term, final long highWatermark) {
        final int at = begin(peer, HeartbeatEncoder.BLOCK_LENGTH);
        if (at >= 0) {
            heartbeat
                    .wrapAndApplyHeader(packets.to(peer).bytes(), at, header)
                    .group(group)
                    .highWatermark(highWatermark)
                    .term(term);
        }
    }

    @Override
    public void status(
            final int peer,
            final int term,
            final boolean isMatched,
            final int lastTerm,
            final long endOffset,
            final long heldOffset) {
        final int at = begin(peer, StatusEncoder.BLOCK_LENGTH);
        if (at >= 0) {
            status.wrapAndApplyHeader(packets.to(peer).bytes(), at, header)
                    .group(group)
                    .endOffset(endOffset)
                    .heldOffset(heldOffset)
                    .term(term)
                    .lastTerm(lastTerm)
                    .isMatched(flag(isMatched));
        }
    }

    @Override
    public void matched(final int peer, final int term, final int lastTerm, final long offset) {
        final int at = begin(peer, MatchedEncoder.BLOCK_LENGTH);
        if (at >= 0) {
            matched.wrapAndApplyHeader(packets.to(peer).bytes(), at, header)
                    .group(group)
                    .endOffset(offset)
                    .term(term)
                    .lastTerm(lastTerm);
        }
    }

    @Override
    public void diverged(
            final int peer,
            final int term,
            final int floorTerm,
            final long offset,
            final int lastTerm,
            final long endOffset) {
        final int at = begin(peer, DivergedEncoder.BLOCK_LENGTH);
        if (at >= 0) {
            diverged.wrapAndApplyHeader(packets.to(peer).bytes(), at, header)
                    .group(group)
                    .floorOffset(offset)
                    .endOffset(endOffset)
                    .term(term)
                    .floorTerm(floorTerm)
                    .lastTerm(lastTerm);
        }
    }

    @Override
    public void reset(
            final int peer, final int term, final long startOffset, final int lastTerm, final long endOffset) {
        final int at = begin(peer, ResetEncoder.BLOCK_LENGTH);
        if (at >= 0) {
            reset.wrapAndApplyHeader(packets.to(peer).bytes(), at, header)
                    .group(group)
                    .startOffset(startOffset)
                    .endOffset(endOffset)
                    .term(term)
                    .lastTerm(lastTerm);
        }
    }

    @Override
    public void timeoutNow(final int peer, final int term) {
        final int at = begin(peer, TimeoutNowEncoder.BLOCK_LENGTH);
        if (at >= 0) {
            timeoutNow
                    .wrapAndApplyHeader(packets.to(peer).bytes(), at, header)
                    .group(group)
                    .term(term);
        }
    }

    private int begin(final int peer, final int blockLength) {
        final int at = packets.to(peer).tryBegin(blockLength);
        if (at < 0) {
            dropped++;
        }
        return at;
    }

    private static BallotKind kindOf(final Ballot kind) {
        return switch (kind) {
            case PRE_VOTE -> BallotKind.PRE_VOTE;
            case VOTE -> BallotKind.VOTE;
            case TRANSFER -> BallotKind.TRANSFER;
        };
    }

    private static Flag flag(final boolean isSet) {
        return isSet ? Flag.YES : Flag.NO;
    }
}
