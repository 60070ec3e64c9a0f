/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import io.taffrail.replication.journal.Journal;
import io.taffrail.replication.protocol.RecordsFrame;
import io.taffrail.replication.raft.RaftEffects;
import io.taffrail.replication.raft.RaftMember;
import io.taffrail.replication.raft.RaftMessages;
import io.taffrail.replication.raft.Role;
import io.taffrail.replication.raft.Standing;
import java.io.IOException;
import java.util.function.LongUnaryOperator;
import org.agrona.DirectBuffer;

/**
 * One member of one group over its log. In each turn: time, what arrived, {@link #endTurn} which acts on it and lets others
 * know, and, once the journal is forced, {@link #send}.
 *
 * <p>A replica whose log fails, or in which something happens that cannot, stops: it neither votes nor leads nor
 * acknowledges until the node is started again. The others of its node go on.
 *
 * <p>Threading: confined to one thread, but for {@link #state()}.
 */
public final class Replica implements RaftEffects, AutoCloseable {
    private static final long TELL_INTERVAL_NS = 500_000;

    private final ReplicaConfig config;
    private final LocalLog log;
    private final Journal journal;
    private final ReplicaState state;
    private final ReplicaListener listener;
    private final Feeds feeds;
    private final RaftMember member;
    private final RecordsReceiver receiver;
    private final LeaderDuties duties;
    private Throwable failure;
    private long endSeen;
    private long heldSeen;
    private long tellAtNs;

    Replica(final ReplicaConfig config, final ReplicaParts parts, final Feeds feeds, final LongUnaryOperator random) {
        this.config = config;
        this.log = parts.log();
        this.journal = parts.journal();
        this.state = parts.state();
        this.listener = parts.listener();
        this.feeds = feeds;
        this.member = new RaftMember(config.raft(), log, feeds, this, random);
        this.receiver = new RecordsReceiver(member, log, config.raft().heartbeatNs());
        this.duties = new LeaderDuties(config, log, state);
    }

    /**
     * Begin as a follower of nobody.
     *
     * @param nowNs    monotonic time.
     * @param standing whether records may have been forgotten that were acknowledged.
     */
    void start(final long nowNs, final Standing standing) {
        final long group = config.group();
        if (standing == Standing.AMNESIAC && journal.standing(group) == Standing.VOTER) {
            journal.noteStanding(group, standing);
        }
        state.highWatermark(log.knownHighWatermark());
        member.start(
                nowNs, journal.term(group), journal.votedFor(group), log.knownHighWatermark(), journal.standing(group));
        tellAtNs = nowNs;
    }

    /**
     * Id of the group.
     *
     * @return the id.
     */
    public long group() {
        return config.group();
    }

    /**
     * What others may know of this replica.
     *
     * @return for any thread.
     */
    public ReplicaState state() {
        return state;
    }

    /**
     * The core, to look at.
     *
     * @return the member.
     */
    public RaftMember member() {
        return member;
    }

    /**
     * Why this replica takes no part any more.
     *
     * @return the failure, or null.
     */
    public Throwable failure() {
        return failure;
    }

    /**
     * Records that did not arrive in order, by number of gaps.
     *
     * @return gaps since the start.
     */
    public long gaps() {
        return receiver.gaps();
    }

    /**
     * Frames with records that were bad or did not continue the log.
     *
     * @return the number since the start.
     */
    public long refusedFrames() {
        return receiver.refused();
    }

    /**
     * Whether a follower is sent old records, from files.
     *
     * @param node its number.
     * @return false where it gets live ones, or none.
     */
    public boolean isCatchingUp(final int node) {
        return feeds.isCatchingUp(node);
    }

    /** Where messages to this member go; null when it takes no part any more. */
    RaftMessages inbox() {
        return failure == null ? member : null;
    }

    void tick(final long nowNs) {
        if (failure == null) {
            try {
                member.tick(nowNs);
            } catch (final RuntimeException ex) {
                fail(ex);
            }
        }
    }

    /** The transport or the journal is of no use any more: this replica stops. */
    void stop(final Throwable cause) {
        fail(cause);
    }

    /** Take records; false to be given them again later. */
    boolean onRecords(final int from, final RecordsFrame frame, final DirectBuffer buffer, final long nowNs) {
        if (failure != null) {
            return true;
        }
        try {
            final boolean isDone = receiver.onFrame(from, frame, buffer, nowNs);
            state.keptFrom(receiver.leaderStart());
            return isDone;
        } catch (final RuntimeException ex) {
            fail(ex);
            return true;
        }
    }

    /** Hand leadership over to a node; false when that is not possible now. */
    boolean transfer(final int node) {
        return failure == null && member.transfer(node);
    }

    /**
     * Hand leadership over to whoever is best prepared, from within a request to the replicator.
     *
     * @return false when this replica does not lead, or there is nobody.
     */
    public boolean handOver() {
        return failure == null && member.handOver();
    }

    /** All that arrived in this turn was given to the member. */
    void endTurn(final long nowNs) {
        if (failure == null) {
            try {
                finish(nowNs);
            } catch (final RuntimeException ex) {
                fail(ex);
            }
        }
    }

    /** Send records; frames sent. */
    int send(final long nowNs) {
        if (failure != null || member.role() != Role.LEADER) {
            return 0;
        }
        try {
            final int frames = feeds.send(member);
            if (frames == 0 && nowNs - tellAtNs >= 0) {
                tellAtNs = nowNs + TELL_INTERVAL_NS;
                feeds.tell(member.highWatermark());
            }
            return frames;
        } catch (final RuntimeException ex) {
            fail(ex);
            return 0;
        }
    }

    private void finish(final long nowNs) {
        if (log.failure() != null) {
            fail(log.failure());
            return;
        }
        final long end = log.endOffset();
        final long held = log.heldOffset();
        if (receiver.hasAppended() || end != endSeen || held != heldSeen) {
            endSeen = end;
            heldSeen = held;
            member.onAppended();
        }
        if (member.role() == Role.LEADER && !duties.perform(nowNs, member)) {
            member.resign();
        }
    }

    private void fail(final Throwable cause) {
        if (failure == null) {
            failure = cause;
            feeds.stop();
            if (state.leadingTerm() != 0) {
                fence(state.leadingTerm());
            }
            state.follow(NOBODY);
            listener.onFailed(cause);
        }
    }

    @Override
    public void persist(final int term, final int votedFor) {
        journal.noteBallot(config.group(), term, votedFor);
    }

    @Override
    public void lead(final int term) {
        receiver.reset();
        duties.hold();
        try {
            log.lead(term);
        } catch (final IOException ex) {
            duties.unable(); // it leads, but nothing can be appended: it resigns at the end of the turn
            return;
        }
        duties.begin(term, config.raft().self(), member);
        listener.onLeading(term);
    }

    @Override
    public void fence(final int term) {
        final boolean wasLeading = state.leadingTerm() != 0;
        state.end();
        feeds.stop();
        log.fence();
        receiver.reset();
        if (wasLeading) {
            listener.onNotLeading(term);
        }
    }

    @Override
    public void follow(final int term, final int leader) {
        receiver.reset();
        log.follow();
        state.follow(leader);
        listener.onFollowing(term, leader);
    }

    @Override
    public void truncate(final long offset) {
        receiver.reset();
        try {
            log.truncate(offset);
        } catch (final IOException ex) {
            fail(ex);
        }
    }

    @Override
    public void discard(final long offset) {
        receiver.reset();
        journal.noteStanding(config.group(), Standing.AMNESIAC);
        try {
            journal.force(); // before anything is thrown away
            log.discard(offset);
        } catch (final IOException ex) {
            fail(ex);
        }
    }

    @Override
    public void commit(final long offset) {
        state.highWatermark(offset);
    }

    @Override
    public void recovered() {
        journal.noteStanding(config.group(), Standing.VOTER);
    }

    @Override
    public void violation(final String what) {
        fail(new IllegalStateException(what));
    }

    @Override
    public void close() {
        if (state.leadingTerm() != 0) {
            fence(state.leadingTerm());
        }
        feeds.close();
    }
}
