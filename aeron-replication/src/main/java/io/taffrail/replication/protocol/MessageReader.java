/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.protocol;

import io.taffrail.codecs.cluster.BallotKind;
import io.taffrail.codecs.cluster.DivergedDecoder;
import io.taffrail.codecs.cluster.Flag;
import io.taffrail.codecs.cluster.HeartbeatDecoder;
import io.taffrail.codecs.cluster.MatchedDecoder;
import io.taffrail.codecs.cluster.MessageHeaderDecoder;
import io.taffrail.codecs.cluster.ResetDecoder;
import io.taffrail.codecs.cluster.StatusDecoder;
import io.taffrail.codecs.cluster.TimeoutNowDecoder;
import io.taffrail.codecs.cluster.VoteAnswerDecoder;
import io.taffrail.codecs.cluster.VoteRequestDecoder;
import io.taffrail.replication.raft.Ballot;
import io.taffrail.replication.raft.RaftMessages;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Reads packets and hands each message to the member that it is for. Bytes that are not what they should be are dropped and
 * counted, up to the end of the packet where its rows cannot be trusted; they never harm.
 *
 * <p>Threading: confined to one thread. Allocates nothing after construction.
 */
public final class MessageReader {
    private static final int MESSAGE_MIN = MessageHeaderDecoder.ENCODED_LENGTH + Long.BYTES;

    private final Members members;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final VoteRequestDecoder voteRequest = new VoteRequestDecoder();
    private final VoteAnswerDecoder voteAnswer = new VoteAnswerDecoder();
    private final HeartbeatDecoder heartbeat = new HeartbeatDecoder();
    private final StatusDecoder status = new StatusDecoder();
    private final MatchedDecoder matched = new MatchedDecoder();
    private final DivergedDecoder diverged = new DivergedDecoder();
    private final ResetDecoder reset = new ResetDecoder();
    private final TimeoutNowDecoder timeoutNow = new TimeoutNowDecoder();
    private long malformed;
    private long foreign;

    /**
     * A reader.
     *
     * @param members that messages may be for.
     */
    public MessageReader(final Members members) {
        this.members = members;
    }

    /**
     * Messages that were not what they should be.
     *
     * @return the number.
     */
    public long malformed() {
        return malformed;
    }

    /**
     * Messages for groups of which this node has no member.
     *
     * @return the number.
     */
    public long foreign() {
        return foreign;
    }

    /**
     * Read a packet.
     *
     * @param from   node that sent it.
     * @param buffer holds it.
     * @param index  of its first byte.
     * @param length in bytes.
     * @return messages handed to members.
     */
    public int read(final int from, final DirectBuffer buffer, final int index, final int length) {
        final int end = index + length;
        int handed = 0;
        for (int at = index; at < end; ) {
            final int message = end - at < Packet.FRAME_LENGTH ? -1 : buffer.getInt(at, ByteOrder.LITTLE_ENDIAN);
            at += Packet.FRAME_LENGTH;
            if (message < MESSAGE_MIN || message > end - at) {
                malformed++;
                return handed;
            }
            handed += readMessage(from, buffer, at, message) ? 1 : 0;
            at += message;
        }
        return handed;
    }

    private boolean readMessage(final int from, final DirectBuffer buffer, final int at, final int length) {
        header.wrap(buffer, at);
        final int block = at + MessageHeaderDecoder.ENCODED_LENGTH;
        final int known = blockLengthOf(header.templateId());
        final boolean isLater = known < 0 && header.version() > MessageHeaderDecoder.SCHEMA_VERSION;
        if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID
                || header.blockLength() != length - MessageHeaderDecoder.ENCODED_LENGTH
                || header.blockLength() < known
                || known < 0 && !isLater) {
            malformed++;
            return false;
        }
        if (isLater) {
            return false;
        }
        final RaftMessages member = members.of(buffer.getLong(block, ByteOrder.LITTLE_ENDIAN));
        if (member == null) {
            foreign++;
            return false;
        }
        final boolean isHanded =
                switch (header.templateId()) {
                    case VoteRequestDecoder.TEMPLATE_ID -> handVoteRequest(from, member, buffer, block);
                    case VoteAnswerDecoder.TEMPLATE_ID -> handVoteAnswer(from, member, buffer, block);
                    case StatusDecoder.TEMPLATE_ID -> handStatus(from, member, buffer, block);
                    default -> handLeaders(from, member, buffer, block);
                };
        malformed += isHanded ? 0 : 1;
        return isHanded;
    }

    private static int blockLengthOf(final int template) {
        return switch (template) {
            case VoteRequestDecoder.TEMPLATE_ID -> VoteRequestDecoder.BLOCK_LENGTH;
            case VoteAnswerDecoder.TEMPLATE_ID -> VoteAnswerDecoder.BLOCK_LENGTH;
            case HeartbeatDecoder.TEMPLATE_ID -> HeartbeatDecoder.BLOCK_LENGTH;
            case StatusDecoder.TEMPLATE_ID -> StatusDecoder.BLOCK_LENGTH;
            case MatchedDecoder.TEMPLATE_ID -> MatchedDecoder.BLOCK_LENGTH;
            case DivergedDecoder.TEMPLATE_ID -> DivergedDecoder.BLOCK_LENGTH;
            case ResetDecoder.TEMPLATE_ID -> ResetDecoder.BLOCK_LENGTH;
            case TimeoutNowDecoder.TEMPLATE_ID -> TimeoutNowDecoder.BLOCK_LENGTH;
            default -> -1;
        };
    }

    private boolean handVoteRequest(
            final int from, final RaftMessages member, final DirectBuffer buffer, final int block) {
        voteRequest.wrap(buffer, block, header.blockLength(), header.version());
        final Ballot kind = kindOf(voteRequest.kindRaw());
        final boolean isSound = kind != null
                && isTerm(voteRequest.term())
                && voteRequest.lastTerm() >= 0
                && voteRequest.lastTerm() < voteRequest.term()
                && voteRequest.endOffset() >= 0;
        if (isSound) {
            member.voteRequest(from, voteRequest.term(), voteRequest.lastTerm(), voteRequest.endOffset(), kind);
        }
        return isSound;
    }

    private boolean handVoteAnswer(
            final int from, final RaftMessages member, final DirectBuffer buffer, final int block) {
        voteAnswer.wrap(buffer, block, header.blockLength(), header.version());
        final Ballot kind = kindOf(voteAnswer.kindRaw());
        final boolean isSound = kind != null && isFlag(voteAnswer.isGrantedRaw()) && voteAnswer.term() >= 0;
        if (isSound) {
            member.voteAnswer(from, voteAnswer.term(), kind, isYes(voteAnswer.isGrantedRaw()));
        }
        return isSound;
    }

    private boolean handStatus(final int from, final RaftMessages member, final DirectBuffer buffer, final int block) {
        status.wrap(buffer, block, header.blockLength(), header.version());
        final boolean isSound = isFlag(status.isMatchedRaw())
                && status.term() >= 0
                && status.lastTerm() >= 0
                && status.lastTerm() <= status.term()
                && status.heldOffset() >= 0
                && status.heldOffset() <= status.endOffset();
        if (isSound) {
            member.status(
                    from,
                    status.term(),
                    isYes(status.isMatchedRaw()),
                    status.lastTerm(),
                    status.endOffset(),
                    status.heldOffset());
        }
        return isSound;
    }

    private boolean handLeaders(final int from, final RaftMessages member, final DirectBuffer buffer, final int block) {
        final int blockLength = header.blockLength();
        final int version = header.version();
        return switch (header.templateId()) {
            case HeartbeatDecoder.TEMPLATE_ID ->
                handHeartbeat(from, member, heartbeat.wrap(buffer, block, blockLength, version));
            case MatchedDecoder.TEMPLATE_ID ->
                handMatched(from, member, matched.wrap(buffer, block, blockLength, version));
            case DivergedDecoder.TEMPLATE_ID ->
                handDiverged(from, member, diverged.wrap(buffer, block, blockLength, version));
            case ResetDecoder.TEMPLATE_ID -> handReset(from, member, reset.wrap(buffer, block, blockLength, version));
            default -> handTimeoutNow(from, member, timeoutNow.wrap(buffer, block, blockLength, version));
        };
    }

    private static boolean handHeartbeat(final int from, final RaftMessages member, final HeartbeatDecoder message) {
        final boolean isSound = isTerm(message.term()) && message.highWatermark() >= 0;
        if (isSound) {
            member.heartbeat(from, message.term(), message.highWatermark());
        }
        return isSound;
    }

    private static boolean handMatched(final int from, final RaftMessages member, final MatchedDecoder message) {
        final boolean isSound = isTerm(message.term()) && isLog(message.lastTerm(), message.endOffset());
        if (isSound) {
            member.matched(from, message.term(), message.lastTerm(), message.endOffset());
        }
        return isSound;
    }

    private static boolean handDiverged(final int from, final RaftMessages member, final DivergedDecoder message) {
        final boolean isSound = isTerm(message.term())
                && message.floorTerm() >= 0
                && message.floorTerm() <= message.term()
                && message.floorOffset() >= 0
                && message.floorOffset() <= message.endOffset()
                && message.lastTerm() >= 0;
        if (isSound) {
            member.diverged(
                    from,
                    message.term(),
                    message.floorTerm(),
                    message.floorOffset(),
                    message.lastTerm(),
                    message.endOffset());
        }
        return isSound;
    }

    private static boolean handReset(final int from, final RaftMessages member, final ResetDecoder message) {
        final boolean isSound =
                isTerm(message.term()) && message.startOffset() >= 0 && isLog(message.lastTerm(), message.endOffset());
        if (isSound) {
            member.reset(from, message.term(), message.startOffset(), message.lastTerm(), message.endOffset());
        }
        return isSound;
    }

    private static boolean handTimeoutNow(final int from, final RaftMessages member, final TimeoutNowDecoder message) {
        final boolean isSound = isTerm(message.term());
        if (isSound) {
            member.timeoutNow(from, message.term());
        }
        return isSound;
    }

    private static boolean isLog(final int lastTerm, final long endOffset) {
        return lastTerm >= 0 && endOffset >= 0;
    }

    private static boolean isTerm(final int term) {
        return term > 0;
    }

    private static boolean isFlag(final short raw) {
        return raw == Flag.NO.value() || raw == Flag.YES.value();
    }

    private static boolean isYes(final short raw) {
        return raw == Flag.YES.value();
    }

    private static Ballot kindOf(final short raw) {
        return raw == BallotKind.PRE_VOTE.value()
                ? Ballot.PRE_VOTE
                : raw == BallotKind.VOTE.value()
                        ? Ballot.VOTE
                        : raw == BallotKind.TRANSFER.value() ? Ballot.TRANSFER : null;
    }
}
