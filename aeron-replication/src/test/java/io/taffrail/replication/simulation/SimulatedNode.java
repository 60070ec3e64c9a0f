/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import io.taffrail.log.PublishResult;
import io.taffrail.replication.protocol.Cluster;
import io.taffrail.replication.protocol.Sender;
import io.taffrail.replication.raft.RaftConfig;
import io.taffrail.replication.raft.RaftMember;
import io.taffrail.replication.raft.Role;
import io.taffrail.replication.raft.Standing;
import io.taffrail.replication.replica.Acks;
import io.taffrail.replication.replica.CatchUp;
import io.taffrail.replication.replica.NodeParts;
import io.taffrail.replication.replica.Replica;
import io.taffrail.replication.replica.ReplicaConfig;
import io.taffrail.replication.replica.ReplicaListener;
import io.taffrail.replication.replica.ReplicaParts;
import io.taffrail.replication.replica.ReplicaState;
import io.taffrail.replication.replica.Replicator;
import io.taffrail.replication.transport.Channel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;

/** A node with one replica: the production agents over a simulated disk and network, and a publisher that uses it. */
final class SimulatedNode implements ReplicaListener, SimulatedLog.LogWatcher {
    static final long GROUP = 1;
    private static final Cluster CLUSTER = new Cluster(new UUID(7, 4), "secret");
    private static final int MAX_AHEAD = 40;
    private static final long LONG_NS = 200 * SimulatedCluster.STEP_NS;
    private static final long CLAIM_TIMEOUT_NS = 40 * SimulatedCluster.STEP_NS;

    private final int number;
    private final ReplicaConfig config;
    private final List<Integer> others;
    private final World world;
    private final SimulatedLog log;
    private final SimulatedJournal journal = new SimulatedJournal();
    private final Eavesdropper eavesdropper;
    private final List<Pending> pending = new ArrayList<>();
    private Replicator replicator;
    private CatchUp catchUp;
    private Replica replica;
    private Standing standing = Standing.VOTER;
    private SimulatedTransport transport;
    private long skewNs;
    private long pausedUntilNs;
    private long diesAtNs;
    private long downUntilNs;
    private boolean isUp;

    SimulatedNode(final RaftConfig raft, final boolean isSync, final World world) {
        this.number = raft.self();
        this.config = new ReplicaConfig(
                GROUP, raft, 1 + (int) world.random().below(raft.voters().size() / 2 + 1), MAX_AHEAD, CLAIM_TIMEOUT_NS);
        this.others = raft.voters().stream().filter(voter -> voter != number).toList();
        this.world = world;
        this.log = new SimulatedLog(isSync, this);
        this.eavesdropper = new Eavesdropper(number, world);
        if (world.faults().has(FaultKind.HICCUPS)) {
            log.hiccups(world.random());
        }
        if (world.faults().has(FaultKind.SLOW_RECORDS)) {
            log.shortRuns(world.random());
        }
    }

    static UUID directoryOf(final int node) {
        return new UUID(1, node);
    }

    int number() {
        return number;
    }

    SimulatedLog log() {
        return log;
    }

    RaftMember member() {
        return replica.member();
    }

    /** Whether it is down, and may be started. */
    boolean isStartable() {
        return !isUp && world.nowNs() >= downUntilNs;
    }

    boolean isUp() {
        return isUp;
    }

    boolean isLeader() {
        return isUp && member().role() == Role.LEADER;
    }

    Standing standing() {
        final Standing noted = isUp ? member().standing() : journal.forcedStanding();
        return isUp || standing == Standing.VOTER ? noted : standing;
    }

    void start() {
        isUp = true;
        journal.restart();
        world.network().restart(number);
        say("starts with end=%d %s", log.endOffset(), standing);
        catchUp = new CatchUp();
        final Sender self = new Sender(number, directoryOf(number), journal.incarnation());
        transport = new SimulatedTransport(number, world.network(), world.faults(), world.random(), this::onSent);
        diesAtNs = Long.MAX_VALUE;
        replicator = new Replicator(
                new NodeParts(
                        CLUSTER,
                        self,
                        others,
                        transport,
                        journal,
                        () -> world.nowNs() + skewNs,
                        () -> 1,
                        world.random(),
                        this::onError),
                catchUp);
        try {
            replica = replicator.add(
                    config, new ReplicaParts(log, new ReplicaState(config.minInSync()), journal, this), standing);
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
        world.checker().onStart(this);
    }

    boolean isVoter() {
        return isUp && standing() == Standing.VOTER;
    }

    /** A line that says what it is, and has, by terms of its records. */
    String picture() {
        final String state =
                isUp ? member().role() + " term=" + member().term() + " committed=" + member().highWatermark() : "down";
        final String doubts = standing() == Standing.VOTER ? "" : " " + standing();
        final String picture = "node " + number + "  " + state + doubts + "  log from " + log.startOffset() + ": "
                + Terms.picture(log.terms());
        return picture.stripTrailing();
    }

    /** What it holds before the first process begins. */
    void inherit(final int term, final List<Integer> terms) {
        journal.inherit(term);
        log.inherit(terms);
    }

    void startIfDown() {
        if (!isUp) {
            start();
        }
    }

    void killIfUp() {
        if (isUp) {
            kill();
        }
    }

    /** The process dies; the page cache lives. */
    void kill() {
        say("is killed");
        isUp = false;
        pending.clear();
        standing = Standing.VOTER; // what else it is stands in the journal
        final long highWatermark = member().highWatermark();
        log.stop(highWatermark - world.random().below(Math.min(10, highWatermark) + 1));
    }

    /** The machine dies. */
    void losePower() {
        killIfUp();
        log.losePower(world.random());
        say("loses power, end=%d", log.endOffset());
        standing = log.isSync() ? Standing.VOTER : Standing.AMNESIAC;
    }

    void pause(final long untilNs) {
        pausedUntilNs = untilNs;
    }

    /** Its clock jumps, so far that any election timeout is over. */
    void timeOut() {
        skewNs += 10 * SimulatedCluster.ELECTION_NS;
    }

    /** Let only so many frames with records go out from now on. */
    void allow(final long frames) {
        transport.allow(frames);
    }

    /** Delete records from the front, as far as they are known to be committed. */
    void purge(final long offset) {
        if (isUp) {
            log.purge(Math.min(offset, member().highWatermark()));
        }
    }

    void transfer(final int to) {
        if (isUp) {
            replicator.transfer(GROUP, to);
        }
    }

    void resign() {
        if (isUp) {
            member().resign();
        }
    }

    void failDisk() {
        if (isUp) {
            log.fail();
        }
    }

    /** A publisher claims room for a record, and does not fill it yet. */
    void openClaim() {
        if (isLeader()) {
            log.publish(0, true);
            say("has an open claim at offset %d", log.endOffset());
        }
    }

    void step() {
        if (!isUp || world.nowNs() < pausedUntilNs) {
            return;
        }
        try {
            if (world.random().oneIn(world.faults().forceOneIn)) {
                log.force();
            }
            if (world.random().oneIn(20)) {
                log.closeClaim();
            }
            replicator.doWork();
            if (!world.random().oneIn(2)) {
                catchUp.doWork();
            }
            world.checker().onStep(this);
            if (world.random().oneIn(world.faults().askOneIn)) {
                askOutcomes();
            }
        } catch (final SuddenDeath ex) {
            world.checker().onStep(this); // others may have heard of what it committed
            kill();
        }
        final boolean isOver = world.nowNs() > diesAtNs && world.faults().has(FaultKind.SHORT_REIGNS);
        if (isUp && (isOver || replica.failure() != null)) {
            downUntilNs = isOver ? world.nowNs() + world.random().below(LONG_NS) : 0;
            kill();
        }
    }

    /** Publish as an application does: the term is read before, and asked about together with the offset. */
    void publish(final long value) {
        final ReplicaState state = replica.state();
        final int term = state.leadingTerm();
        if (term == 0 || log.endBytes() >= state.appendLimitBytes()) {
            return;
        }
        final boolean isSlow =
                world.faults().has(FaultKind.OPEN_CLAIMS) && world.random().oneIn(30);
        final long offset = log.publish(value, isSlow);
        if (offset >= 0) {
            final Acks acks = world.random().oneIn(3) ? Acks.ALL : Acks.QUORUM;
            pending.add(new Pending(term, offset, value, acks));
            say("appends offset %d of term %d", offset, term);
        }
    }

    private void askOutcomes() {
        final Iterator<Pending> waiting = pending.iterator();
        while (waiting.hasNext()) {
            final Pending next = waiting.next();
            final long outcome = replica.state().outcome(next.term, next.offset, next.acks);
            if (outcome >= 0) {
                say("acknowledges offset %d of term %d", next.offset, next.term);
                world.checker().onAcknowledged(next.term, next.offset, next.value);
                waiting.remove();
            } else if (outcome == PublishResult.UNKNOWN) {
                say("does not know what becomes of offset %d of term %d", next.offset, next.term);
                waiting.remove();
            }
        }
    }

    private void onSent(final int to, final Channel channel, final byte[] bytes) {
        if (channel == Channel.CONTROL) {
            eavesdropper.onPacket(to, bytes);
        } else {
            eavesdropper.onRecords(to, bytes);
        }
    }

    private void onError(final Throwable error) {
        throw new BrokenPromise(Promise.NO_ACCIDENT, "node " + number + " reports: " + error);
    }

    private void say(final String format, final Object... values) {
        world.transcript().say(world.nowNs(), number, format, values);
    }

    @Override
    public void onAppended(final long offset) {
        world.checker().onAppended(this, offset);
    }

    @Override
    public void onTruncate(final long offset) {
        say("cuts its log at %d", offset);
        world.checker().onTruncate(this, offset);
    }

    @Override
    public void onLeading(final int term) {
        say("leads term %d from %d", term, log.endOffset() - 1);
        world.checker().onLeader(this, term);
        if (world.faults().has(FaultKind.SHORT_REIGNS) && world.random().oneIn(2)) {
            transport.allow(world.random().below(3));
            diesAtNs = world.nowNs() + world.random().below(20 * SimulatedCluster.STEP_NS);
        }
    }

    @Override
    public void onNotLeading(final int term) {
        say("leads term %d no more", term);
        transport.allow(Long.MAX_VALUE);
    }

    @Override
    public void onFollowing(final int term, final int leader) {
        say("follows in term %d: %d", term, leader);
        world.checker().onFollow(term, leader);
    }

    @Override
    public void onFailed(final Throwable cause) {
        if (!"injected".equals(cause.getMessage())) {
            throw new BrokenPromise(Promise.NO_ACCIDENT, "node " + number + " gives up: " + cause);
        }
        say("gives up: its disk fails");
    }

    @Override
    public String toString() {
        return "node " + number + (isUp ? " " : " down ") + member() + " end=" + log.endOffset() + " " + standing();
    }

    /** A publish that waits for its acknowledgement. */
    private record Pending(int term, long offset, long value, Acks acks) {}
}
