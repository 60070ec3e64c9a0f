/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.raft;

import java.util.function.LongUnaryOperator;

/**
 * One member of one group: elects, follows, leads, commits. Raft with pre-vote, check-quorum and leadership transfer;
 * positions are offsets, and a follower asks where its log agrees with the leader's by (last term, end offset).
 *
 * <p>A follower's log is <em>matched</em> once the leader of the present term has found it to agree with its own up to its
 * end. Only then does the follower take records, do its acknowledgements count, and does it believe the leader's high
 * watermark, up to its own end. Whatever goes wrong between the two (lost packets, a restart, a gap) ends the match, and
 * the next heartbeat begins another.
 *
 * <p>Threading: confined to one thread. Time is monotonic, in nanoseconds; {@link #tick(long)} says it before any other event.
 */
public final class RaftMember implements RaftMessages {
    private final RaftConfig config;
    private final RaftLog log;
    private final RaftMessages out;
    private final RaftEffects effects;
    private final HighWatermark highWatermark;
    private final Group group;
    private final Leadership leadership;
    private final Following following;
    private final Votes votes;
    private final ElectionTimer timer;
    private Role role = Role.FOLLOWER;
    private Standing standing = Standing.VOTER;
    private int term;
    private int votedFor = RaftEffects.NOBODY;
    private long nowNs;

    /**
     * A member that has not started.
     *
     * @param config  of the member and its group.
     * @param log     of this member.
     * @param out     where messages to others go.
     * @param effects where effects go.
     * @param random  gives a number of at least 0 and below the one given to it.
     */
    public RaftMember(
            final RaftConfig config,
            final RaftLog log,
            final RaftMessages out,
            final RaftEffects effects,
            final LongUnaryOperator random) {
        this.config = config;
        this.log = log;
        this.out = out;
        this.effects = effects;
        this.highWatermark = new HighWatermark(effects);
        this.group = new Group(config);
        this.leadership = new Leadership(group, config, log, out, effects, highWatermark);
        this.following = new Following(log, effects, highWatermark);
        this.votes = new Votes(config.voters());
        this.timer = new ElectionTimer(config, random);
    }

    /**
     * Begin as a follower of nobody: no member goes on leading a term after a restart.
     *
     * @param timeNs        monotonic time.
     * @param lastTerm      remembered.
     * @param lastVote      remembered for that term, or {@link RaftEffects#NOBODY}.
     * @param committed     high watermark that was remembered; may be older than the last one known.
     * @param firstStanding whether records may have been forgotten.
     */
    public void start(
            final long timeNs,
            final int lastTerm,
            final int lastVote,
            final long committed,
            final Standing firstStanding) {
        nowNs = timeNs;
        term = Math.max(lastTerm, log.lastTerm());
        votedFor = term == lastTerm ? lastVote : RaftEffects.NOBODY;
        highWatermark.start(Math.max(log.startOffset(), Math.min(committed, log.endOffset())));
        standing = firstStanding;
        timer.restart(nowNs);
    }

    /**
     * Time passes.
     *
     * @param timeNs monotonic time; all that happens until the next call happens now.
     */
    public void tick(final long timeNs) {
        nowNs = timeNs;
        if (role == Role.LEADER) {
            if (!leadership.tick(nowNs)) {
                stepDown();
                timer.restart(nowNs);
            }
        } else if (timer.isOver(nowNs) && standing == Standing.VOTER) {
            standForElection(Ballot.PRE_VOTE);
        }
    }

    @Override
    public void voteRequest(
            final int from, final int newTerm, final int lastTerm, final long endOffset, final Ballot kind) {
        if (group.of(from) == null) {
            return;
        }
        final boolean isWelcome = kind == Ballot.TRANSFER || !hasLeader();
        if (kind != Ballot.PRE_VOTE && newTerm > term && isWelcome) {
            enter(newTerm);
        }
        final boolean isUpToDate =
                lastTerm > log.lastTerm() || lastTerm == log.lastTerm() && endOffset >= log.endOffset();
        final boolean isFree = kind == Ballot.PRE_VOTE
                ? newTerm > term
                : newTerm == term && (votedFor == from || votedFor == RaftEffects.NOBODY && leader() == Following.NONE);
        final boolean isGranted = standing == Standing.VOTER && isWelcome && isUpToDate && isFree;
        if (isGranted && kind != Ballot.PRE_VOTE && votedFor != from) {
            votedFor = from;
            effects.persist(term, from);
            timer.restart(nowNs);
        }
        out.voteAnswer(from, isGranted ? newTerm : term, kind, isGranted);
    }

    @Override
    public void voteAnswer(final int from, final int theirTerm, final Ballot kind, final boolean isGranted) {
        if (!isGranted) {
            if (theirTerm > term) {
                enter(theirTerm);
            }
            return;
        }
        final boolean isAsked = kind == Ballot.PRE_VOTE
                ? role == Role.PRE_CANDIDATE && theirTerm == term + 1
                : role == Role.CANDIDATE && theirTerm == term;
        if (isAsked) {
            votes.grant(from);
            onVotes();
        }
    }

    @Override
    public void heartbeat(final int from, final int theirTerm, final long committed) {
        if (group.of(from) == null) {
            return;
        }
        if (isFromLeader(from, theirTerm)) {
            following.commit(committed);
            endAmnesia(committed);
        }
        report(from); // also to one that leads no more, which learns the term from it
    }

    /**
     * Whether records of a leader may be appended to the log, which is looked at after that. If they do not fit, call
     * {@link #onGap()}. Records that continue the log exactly say by themselves that it agrees with the leader's.
     *
     * @param from         who sent them.
     * @param theirTerm    of the leader.
     * @param committed    high watermark of the group.
     * @param offset       of the first of them; negative when they do not begin with one.
     * @param previousTerm of the leader's record before it.
     * @return false when they must be dropped.
     */
    public boolean onRecords(
            final int from, final int theirTerm, final long committed, final long offset, final int previousTerm) {
        if (!isFromLeader(from, theirTerm)) {
            return false;
        }
        final boolean isEmpty = log.lastTerm() == 0; // it begins where a leader told it to
        if (offset == log.endOffset() && (isEmpty || previousTerm == log.lastTerm())) {
            following.match();
        }
        following.commit(committed);
        return following.isMatched();
    }

    /** Records were lost on the way here: the leader must find out again from where to send. */
    public void onGap() {
        if (following.isMatched()) {
            following.unmatch();
            report(following.leader());
        }
    }

    /** The log of this member, or the part of it that counts as held, has grown. */
    public void onAppended() {
        if (role == Role.LEADER) {
            leadership.commit();
        } else if (following.isMatched()) {
            following.commit(0);
            report(following.leader());
        }
    }

    @Override
    public void status(
            final int from,
            final int theirTerm,
            final boolean theyMatched,
            final int lastTerm,
            final long endOffset,
            final long heldOffset) {
        final Progress follower = group.of(from);
        if (follower == null) {
            return;
        }
        if (theirTerm > term) {
            enter(theirTerm);
        } else if (role == Role.LEADER && theirTerm == term) {
            leadership.onStatus(nowNs, follower, theyMatched, lastTerm, endOffset, heldOffset);
        }
    }

    @Override
    public void matched(final int from, final int theirTerm, final int lastTerm, final long offset) {
        if (isAnswer(from, theirTerm, lastTerm, offset)) {
            following.match();
            report(from);
        }
    }

    @Override
    public void diverged(
            final int from,
            final int theirTerm,
            final int floorTerm,
            final long offset,
            final int lastTerm,
            final long endOffset) {
        if (isAnswer(from, theirTerm, lastTerm, endOffset)
                && !following.isMatched()
                && following.tryCut(theirTerm, floorTerm, offset)) {
            report(from);
        }
    }

    @Override
    public void reset(
            final int from, final int theirTerm, final long startOffset, final int lastTerm, final long endOffset) {
        if (isAnswer(from, theirTerm, lastTerm, endOffset) && following.tryDiscard(theirTerm, startOffset)) {
            following.unmatch();
            standing = Standing.AMNESIAC; // until it has caught up it holds nothing that it could vouch for
            report(from);
        }
    }

    @Override
    public void timeoutNow(final int from, final int theirTerm) {
        if (isFromLeader(from, theirTerm) && following.isMatched() && standing == Standing.VOTER) {
            standForElection(Ballot.TRANSFER);
        }
    }

    /**
     * Hand leadership over, once the other has everything; publishing should pause meanwhile.
     *
     * @param node  who is to lead.
     * @return false when this member does not lead, or the other is not a voter.
     */
    public boolean transfer(final int node) {
        if (role != Role.LEADER || group.of(node) == null) {
            return false;
        }
        leadership.transfer(nowNs, node);
        return true;
    }

    /**
     * Hand leadership over to the follower that is best prepared for it.
     *
     * @return false when this member does not lead, or there is none.
     */
    public boolean handOver() {
        final int successor = role == Role.LEADER ? leadership.successor(nowNs) : RaftEffects.NOBODY;
        return successor != RaftEffects.NOBODY && transfer(successor);
    }

    /**
     * This leader cannot append any more, or a claim stays open too long: let others lead.
     */
    public void resign() {
        if (role == Role.LEADER) {
            stepDown();
            timer.onElection(nowNs);
        }
    }

    /**
     * What this member is.
     *
     * @return its role.
     */
    public Role role() {
        return role;
    }

    /**
     * What this member may take part in.
     *
     * @return its standing.
     */
    public Standing standing() {
        return standing;
    }

    /**
     * The present term.
     *
     * @return the term, 0 before the first.
     */
    public int term() {
        return term;
    }

    /**
     * Who leads the present term, as far as this member knows.
     *
     * @return a voter, or -1.
     */
    public int leader() {
        return role == Role.LEADER ? config.self() : following.leader();
    }

    /**
     * First offset that is not known to be committed.
     *
     * @return the offset.
     */
    public long highWatermark() {
        return highWatermark.offset();
    }

    /**
     * Whether this follower's log agrees with the leader's up to its end.
     *
     * @return true if the leader found so in this term.
     */
    public boolean isMatched() {
        return following.isMatched();
    }

    /**
     * Where another member's log ends, as far as this leader knows.
     *
     * @param node a voter other than this one.
     * @return the offset up to which it was found to agree; -1 while that is not known, or this member does not lead.
     */
    public long matchedEnd(final int node) {
        final Progress other = group.of(node);
        return role == Role.LEADER && other != null && other.isMatched ? other.endOffset : -1;
    }

    /**
     * Whether leadership is being handed over.
     *
     * @return true while publishing should pause.
     */
    public boolean isTransferring() {
        return role == Role.LEADER && leadership.isTransferring();
    }

    /**
     * Replicas that are in sync, this leader included.
     *
     * @return the number, 0 when this member does not lead.
     */
    public int inSync() {
        return role == Role.LEADER ? leadership.inSync(nowNs) : 0;
    }

    /**
     * First offset that some replica in sync does not hold.
     *
     * @return the offset; the high watermark when this member does not lead.
     */
    public long heldByAllInSync() {
        final long committed = highWatermark.offset();
        return role == Role.LEADER ? Math.min(committed, leadership.heldByAllInSync(nowNs)) : committed;
    }

    private void standForElection(final Ballot kind) {
        following.forget();
        votes.clear();
        votes.grant(config.self());
        if (kind == Ballot.PRE_VOTE) {
            timer.onElection(nowNs);
            role = Role.PRE_CANDIDATE;
        } else {
            timer.onVote(nowNs);
            role = Role.CANDIDATE;
            term++;
            votedFor = config.self();
            effects.persist(term, config.self());
        }
        final int asked = kind == Ballot.PRE_VOTE ? term + 1 : term;
        for (final Progress other : group.others()) {
            out.voteRequest(other.node, asked, log.lastTerm(), log.endOffset(), kind);
        }
        onVotes();
    }

    private void onVotes() {
        if (!votes.isMajority()) {
            return;
        }
        if (role == Role.PRE_CANDIDATE) {
            standForElection(Ballot.VOTE);
        } else {
            role = Role.LEADER;
            leadership.begin(nowNs, term);
        }
    }

    /** Come into a newer term as a follower of nobody. */
    private void enter(final int newTerm) {
        if (role == Role.LEADER) {
            stepDown();
        }
        role = Role.FOLLOWER;
        following.forget();
        term = newTerm;
        votedFor = RaftEffects.NOBODY;
        effects.persist(term, votedFor);
        timer.restart(nowNs);
    }

    private void stepDown() {
        role = Role.FOLLOWER;
        leadership.end();
    }

    /** Take a message as one of the leader of the present term, which it may make known; false when it is not. */
    private boolean isFromLeader(final int from, final int theirTerm) {
        if (theirTerm < term || group.of(from) == null) {
            return false;
        }
        if (theirTerm > term) {
            enter(theirTerm);
        }
        if (leader() != Following.NONE && leader() != from) {
            effects.violation("two leaders in term " + term + ": " + leader() + " and " + from);
            return false;
        }
        if (leader() == Following.NONE) {
            role = Role.FOLLOWER;
            effects.follow(term, from);
        }
        following.hear(nowNs, from);
        timer.onLeaderHeard(nowNs);
        return true;
    }

    /**
     * Whether the leader answers for the log as it is now, and not as it was a while ago: last term and end together name
     * all that a log holds, the end alone does not, since a log may be cut and grow again.
     */
    private boolean isAnswer(final int from, final int theirTerm, final int lastTerm, final long endOffset) {
        return isFromLeader(from, theirTerm) && endOffset == log.endOffset() && lastTerm == log.lastTerm();
    }

    private boolean hasLeader() {
        return role == Role.LEADER || following.hasHeard(nowNs, config.electionNs());
    }

    private void endAmnesia(final long committed) {
        if (standing == Standing.AMNESIAC && following.hasCaughtUp(term, committed)) {
            standing = Standing.VOTER;
            effects.recovered();
        }
    }

    private void report(final int to) {
        final boolean isMatched = following.isMatched() && to == following.leader();
        out.status(to, term, isMatched, log.lastTerm(), log.endOffset(), log.heldOffset());
    }

    @Override
    public String toString() {
        return role + " self=" + config.self() + " term=" + term + " leader=" + leader() + " highWatermark="
                + highWatermark();
    }
}
