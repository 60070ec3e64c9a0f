/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.raft;

/**
 * What members of a group say to each other. The same interface sends and receives: {@code peer} is who is to get a
 * message where it is sent, and who sent it where it is received.
 *
 * <p>Messages may be lost, repeated and late; those of one sender's process to one receiver stay in order. What a process
 * said before it restarted must not be delivered after something that it said later.
 *
 * <p>Threading: the thread that steps the core.
 */
public interface RaftMessages {
    /**
     * Asks for a vote.
     *
     * @param peer      to or from.
     * @param term      of the election; of a pre-vote the one that would begin.
     * @param lastTerm  of the asking member's log.
     * @param endOffset of its log.
     * @param kind      of election.
     */
    void voteRequest(int peer, int term, int lastTerm, long endOffset, Ballot kind);

    /**
     * Answers a request for a vote.
     *
     * @param peer      to or from.
     * @param term      current at the answering member; of a granted pre-vote the one that was asked for.
     * @param kind      of election.
     * @param isGranted whether the vote is given.
     */
    void voteAnswer(int peer, int term, Ballot kind, boolean isGranted);

    /**
     * A leader says that it lives.
     *
     * @param peer          to or from.
     * @param term          of the leader.
     * @param highWatermark of the group, as the leader knows it.
     */
    void heartbeat(int peer, int term, long highWatermark);

    /**
     * A follower tells its leader, or one that thinks it is, where it stands.
     *
     * @param peer       to or from.
     * @param term       current at the follower.
     * @param isMatched  whether the leader has found its log to agree up to its end, in this term.
     * @param lastTerm   of its log.
     * @param endOffset  of its log.
     * @param heldOffset of its log, see {@link RaftLog#heldOffset()}.
     */
    void status(int peer, int term, boolean isMatched, int lastTerm, long endOffset, long heldOffset);

    /**
     * A leader has found a follower's log to agree with its own; records from its end on follow.
     *
     * @param peer     to or from.
     * @param term     of the leader.
     * @param lastTerm of the follower's log.
     * @param offset   the follower's end: with the last term it names all that the log holds.
     */
    void matched(int peer, int term, int lastTerm, long offset);

    /**
     * A leader has found that a follower's log goes another way.
     *
     * @param peer      to or from.
     * @param term      of the leader.
     * @param floorTerm newest term of the leader's log that is not newer than the follower's last one.
     * @param offset    where that term ends in the leader's log, and no more than the follower's end.
     * @param lastTerm  of the follower's log that this answers.
     * @param endOffset of that log: a late answer to another one says nothing, be it as long.
     */
    void diverged(int peer, int term, int floorTerm, long offset, int lastTerm, long endOffset);

    /**
     * A leader does not have any more what a follower needs: it must begin anew.
     *
     * @param peer        to or from.
     * @param term        of the leader.
     * @param startOffset of the leader's log.
     * @param lastTerm    of the follower's log that this answers.
     * @param endOffset   of that log.
     */
    void reset(int peer, int term, long startOffset, int lastTerm, long endOffset);

    /**
     * A leader asks a follower that has everything to stand for election at once.
     *
     * @param peer to or from.
     * @param term of the leader.
     */
    void timeoutNow(int peer, int term);
}
