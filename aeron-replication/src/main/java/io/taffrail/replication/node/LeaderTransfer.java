/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

import io.taffrail.engine.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks a node that runs on this machine, in another process as a rule, to hand the leadership of a partition over.
 *
 * <p>Threading: one thread; one process at a time may ask a node, another one is refused.
 */
public final class LeaderTransfer {
    private static final long LOOK_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private final NodeConfig config;
    private final int self;
    private final String topic;
    private final int partition;

    /**
     * Of one partition.
     *
     * @param config    of the node that leads.
     * @param topic     name.
     * @param partition number.
     * @throws IllegalArgumentException if there is no such topic or partition.
     */
    public LeaderTransfer(final NodeConfig config, final String topic, final int partition) {
        this.config = config;
        this.self = config.mesh().self();
        this.topic = topic;
        this.partition = partition;
        config.topic(topic, partition);
    }

    /**
     * Ask, and wait until the other node leads.
     *
     * @param node      that is to lead.
     * @param timeoutNs to wait at most.
     * @return the term that it leads.
     * @throws IllegalArgumentException if that node holds no replica of the partition, or is the one that is asked.
     * @throws EngineException          if the node that is asked does not run or does not lead, or if the other one does
     *     not lead in time.
     */
    public int to(final int node, final long timeoutNs) {
        final Placement placement = new Placement(
                ReplicationNode.identity(config).clusterId(),
                config.mesh().endpoints().keySet());
        final ReplicatedTopic described = config.topic(topic, partition);
        final List<Integer> voters = placement.voters(described, partition);
        if (node == self || !voters.contains(node)) {
            throw new IllegalArgumentException(
                    "node=" + node + " must be another of the nodes that hold " + name() + ": " + voters);
        }
        final long untilNs = System.nanoTime() + timeoutNs;
        final int term = requireLeading();
        try (FileChannel file =
                        FileChannel.open(config.directory().resolve(RequestSlot.NAME), StandardOpenOption.WRITE);
                RequestSlot slot = RequestSlot.open(config.directory());
                FileLock lock = lock(file)) {
            ask(slot, placement.group(described, partition), node, untilNs);
        } catch (final IOException ex) {
            throw new UncheckedIOException("cannot ask node=" + self + " dir=" + config.directory(), ex);
        }
        return await(node, term, untilNs);
    }

    private int requireLeading() {
        final NodeStatus status = NodeStatus.read(config);
        if (!status.isRunning()) {
            throw new EngineException("node=" + self + " does not run: dir=" + config.directory());
        }
        final ReplicaStatus replica = status.replica(topic, partition);
        if (replica == null || !replica.isLeading()) {
            throw notLeading(replica);
        }
        return replica.term();
    }

    private EngineException notLeading(final ReplicaStatus replica) {
        final int leader = replica == null ? -1 : replica.leader();
        return new EngineException("node=" + self + " does not lead " + name() + ": "
                + (leader < 0 ? "nobody that it knows of does" : "ask node=" + leader + ", which does"));
    }

    private FileLock lock(final FileChannel file) throws IOException {
        FileLock lock;
        try {
            lock = file.tryLock();
        } catch (final OverlappingFileLockException ex) {
            lock = null;
        }
        if (lock == null) {
            throw new EngineException("node=" + self + " is being asked for something already: try again");
        }
        return lock;
    }

    private void ask(final RequestSlot slot, final long group, final int node, final long untilNs) {
        final long request = slot.ask(group, node);
        int outcome = slot.outcome(request);
        while (outcome == 0 && System.nanoTime() - untilNs < 0) {
            LockSupport.parkNanos(LOOK_INTERVAL_NS);
            outcome = slot.outcome(request);
        }
        if (outcome == 0) {
            throw new EngineException("node=" + self + " does not answer: is its process stopped?");
        }
        if (outcome == RequestSlot.REFUSED) {
            throw notLeading(NodeStatus.read(config).replica(topic, partition));
        }
    }

    private int await(final int node, final int term, final long untilNs) {
        while (System.nanoTime() - untilNs < 0) {
            final ReplicaStatus replica = NodeStatus.read(config).replica(topic, partition);
            if (replica != null && replica.term() > term && replica.leader() >= 0) {
                if (replica.leader() == node) {
                    return replica.term();
                }
                throw new EngineException("node=" + replica.leader() + " leads " + name() + " term=" + replica.term()
                        + " instead of node=" + node + ": try again");
            }
            LockSupport.parkNanos(LOOK_INTERVAL_NS);
        }
        throw new EngineException("node=" + node + " does not lead " + name()
                + " in time: does it run, and does it keep " + "up? See 'taffrail cluster status', then try again");
    }

    private String name() {
        return topic + "-" + partition;
    }
}
