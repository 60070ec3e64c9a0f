/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

import io.taffrail.log.PartitionLog;
import io.taffrail.replication.replica.Acks;
import io.taffrail.replication.replica.Replica;
import io.taffrail.replication.replica.ReplicaListener;
import io.taffrail.replication.replica.ReplicaState;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A replicated partition as this node holds it: who leads, and what became of published records.
 *
 * <p>Records are published and read through the node's engine. The leader's publishers append at once; a record is
 * committed when a majority holds it, and readers see committed records only, on every node.
 *
 * <p>Threading: any thread.
 */
public final class ReplicatedPartition implements ReplicaListener {
    private static final int SPINS = 200;
    private static final long PARK_NS = TimeUnit.MICROSECONDS.toNanos(20);

    private final String topic;
    private final int partition;
    private final ReplicaState state;
    private final List<LeadershipListener> listeners = new CopyOnWriteArrayList<>();
    private final List<Acknowledgements> acknowledgements = new CopyOnWriteArrayList<>();
    private final ReplicationNode node;
    private PartitionLog log;
    private int[] others = {};
    private volatile Replica replica;
    private int followedTerm;
    private long elections;

    ReplicatedPartition(final ReplicationNode node, final String topic, final int partition, final ReplicaState state) {
        this.node = node;
        this.topic = topic;
        this.partition = partition;
        this.state = state;
    }

    void start(final PartitionLog ownLog, final int[] otherVoters, final Replica started) {
        log = ownLog;
        others = otherVoters;
        replica = started;
    }

    /** The other nodes that hold this partition. */
    int[] others() {
        return others;
    }

    PartitionLog log() {
        return log;
    }

    /** Leaders seen since the start; for the replicator's thread. */
    long elections() {
        return elections;
    }

    Replica replica() {
        return replica;
    }

    ReplicaState state() {
        return state;
    }

    /**
     * The topic.
     *
     * @return its name.
     */
    public String topic() {
        return topic;
    }

    /**
     * The partition.
     *
     * @return its number.
     */
    public int partition() {
        return partition;
    }

    /**
     * Whether this node leads, so that publishing is possible here.
     *
     * @return as it is now.
     */
    public boolean isLeading() {
        return state.leadingTerm() != 0;
    }

    /**
     * Who leads, as far as this node knows: where to publish when the answer was NOT_LEADER.
     *
     * @return id of a node, or -1.
     */
    public int leader() {
        return state.leader();
    }

    /**
     * First offset that is not known here to be committed.
     *
     * @return the offset.
     */
    public long highWatermark() {
        return state.highWatermark();
    }

    /**
     * Replicas in sync, the leader included.
     *
     * @return the number, 0 where this node does not lead.
     */
    public int inSync() {
        return state.inSync();
    }

    /**
     * What became of a record, without waiting.
     *
     * @param term   {@link io.taffrail.engine.Publisher#lastTerm()} right after it was published.
     * @param offset of the record.
     * @param acks   what must have happened.
     * @return the offset once that has happened, {@link ReplicaState#PENDING} until then, or {@code
     *     NOT_ENOUGH_REPLICAS} or {@code UNKNOWN} of {@link io.taffrail.log.PublishResult}.
     */
    public long outcome(final int term, final long offset, final Acks acks) {
        return state.outcome(term, offset, acks);
    }

    /**
     * Wait until it is known what became of a record. Not for the replicator's thread, which is the one that finds out.
     *
     * @param term      as of {@link #outcome}.
     * @param offset    of the record.
     * @param acks      what must have happened.
     * @param timeoutNs to wait at most.
     * @return as of {@link #outcome}; PENDING when the time is over.
     */
    public long await(final int term, final long offset, final Acks acks, final long timeoutNs) {
        node.requireOtherThread();
        final long untilNs = System.nanoTime() + timeoutNs;
        long outcome = state.outcome(term, offset, acks);
        for (int attempt = 0; outcome == ReplicaState.PENDING && System.nanoTime() - untilNs < 0; attempt++) {
            if (node.isInvoked()) {
                node.doWork();
            } else if (attempt < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(PARK_NS);
            }
            outcome = state.outcome(term, offset, acks);
        }
        return outcome;
    }

    /**
     * Be told what becomes of the records of one publisher.
     *
     * @param acks     what must have happened to them.
     * @param capacity records that may wait, a power of two.
     * @param handler  told of each, in the order in which they were added.
     * @return to be told of each record that was published.
     */
    public Acknowledgements acknowledgements(
            final Acks acks, final int capacity, final Acknowledgements.Handler handler) {
        final Acknowledgements made = new Acknowledgements(state, acks, capacity, handler);
        acknowledgements.add(made);
        return made;
    }

    /**
     * Be told when this node leads the partition; at once when it does.
     *
     * @param listener to be told.
     */
    public void onLeadership(final LeadershipListener listener) {
        node.submit(() -> {
            listeners.add(listener);
            if (state.leadingTerm() != 0) {
                listener.onLeading(this, state.leadingTerm());
            }
        });
    }

    /** Answer those who wait; called by the replicator's thread at each turn. */
    int answer() {
        int answered = 0;
        for (int i = 0; i < acknowledgements.size(); i++) {
            answered += acknowledgements.get(i).answer();
        }
        return answered;
    }

    @Override
    public void onLeading(final int term) {
        elections++;
        listeners.forEach(listener -> listener.onLeading(this, term));
    }

    @Override
    public void onNotLeading(final int term) {
        listeners.forEach(listener -> listener.onNotLeading(this, term));
    }

    /** Said again when a leader is heard again after a silence; that is no election. */
    @Override
    public void onFollowing(final int term, final int leader) {
        if (term != followedTerm) {
            followedTerm = term;
            elections++;
            listeners.forEach(listener -> listener.onFollowing(this, term, leader));
        }
    }

    @Override
    public void onFailed(final Throwable cause) {
        final ReplicaFailedException failure = new ReplicaFailedException(topic, partition, cause);
        node.report(failure);
        listeners.forEach(listener -> listener.onFailed(this, failure));
    }

    @Override
    public String toString() {
        return topic + "-" + partition;
    }
}
