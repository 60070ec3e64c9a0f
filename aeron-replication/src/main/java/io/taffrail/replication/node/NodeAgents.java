/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

import io.taffrail.replication.replica.CatchUp;
import io.taffrail.replication.replica.Replicator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * Runs the agents of a node, in threads of their own or in the caller's.
 *
 * <pre>
 *   taffrail-replicator   elects, replicates what is new, answers publishers    never blocks but to force votes
 *   taffrail-catch-up     sends what is old                                     blocks in reads
 * </pre>
 */
final class NodeAgents implements AutoCloseable {
    private static final long MIN_PARK_NS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long MAX_PARK_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final NodeConfig config;
    private final Replication replication;
    private final CatchUp catchUp;
    private final Consumer<Throwable> onError;
    private final List<AgentRunner> runners = new ArrayList<>();
    private volatile Thread replicatorThread;

    NodeAgents(
            final NodeConfig config,
            final Replicator replicator,
            final CatchUp catchUp,
            final List<ReplicatedPartition> partitions,
            final Housekeeping housekeeping,
            final Consumer<Throwable> onError) {
        this.config = config;
        this.replication = new Replication(replicator, partitions.toArray(ReplicatedPartition[]::new), housekeeping);
        this.catchUp = catchUp;
        this.onError = onError;
    }

    void start() {
        if (!isInvoked()) {
            replicatorThread = start(replication, config.idle().get());
            start(catchUp, new BackoffIdleStrategy(10, 10, MIN_PARK_NS, MAX_PARK_NS));
        }
    }

    boolean isInvoked() {
        return config.threading() == NodeThreading.INVOKER;
    }

    boolean isReplicatorThread() {
        return Thread.currentThread() == replicatorThread;
    }

    int doWork() {
        return isInvoked() ? replication.doWork() + catchUp.doWork() : 0;
    }

    @Override
    public void close() {
        CloseHelper.closeAll(runners);
        if (isInvoked()) {
            catchUp.onClose();
            replication.onClose();
        }
    }

    private Thread start(final Agent agent, final IdleStrategy idle) {
        final AgentRunner runner = new AgentRunner(idle, onError::accept, (AtomicCounter) null, agent);
        runners.add(0, runner);
        final Thread thread = new Thread(runner, agent.roleName());
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** The replicator, and behind each of its turns the answers to publishers. */
    private record Replication(Replicator replicator, ReplicatedPartition[] partitions, Housekeeping housekeeping)
            implements Agent {
        @Override
        public int doWork() {
            int work = replicator.doWork() + housekeeping.doWork();
            for (final ReplicatedPartition partition : partitions) {
                work += partition.answer();
            }
            return work;
        }

        @Override
        public String roleName() {
            return replicator.roleName();
        }

        @Override
        public void onClose() {
            replicator.onClose();
            for (final ReplicatedPartition partition : partitions) {
                partition.answer();
            }
        }
    }
}
