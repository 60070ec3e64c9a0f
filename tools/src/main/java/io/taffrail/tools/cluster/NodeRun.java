/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.cluster;

import io.taffrail.engine.EngineException;
import io.taffrail.replication.journal.NodeIdentity;
import io.taffrail.replication.node.LeadershipListener;
import io.taffrail.replication.node.NodeConfig;
import io.taffrail.replication.node.NodeThreading;
import io.taffrail.replication.node.ReplicatedPartition;
import io.taffrail.replication.node.ReplicationNode;
import io.taffrail.tools.console.Output;
import io.taffrail.tools.console.StopSignal;
import java.io.UncheckedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.IdleStrategy;

/**
 * A node that runs, and says who leads.
 *
 * <p>Threading: one thread. What the replicator's thread tells is put into a queue, since printing may block.
 */
final class NodeRun implements AutoCloseable {
    private static final long LOOK_INTERVAL_MS = 50;

    private final NodeConfig config;
    private final Output output;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final ReplicationNode node;
    private boolean isHeard = true;

    NodeRun(final NodeConfig config, final Output output) {
        this.config = config;
        this.output = output;
        node = ReplicationNode.start(config);
        final NodeIdentity identity = node.identity();
        say("node " + node.id() + " of cluster " + NodeIdentity.text(identity.clusterId()) + " is up: address="
                + config.mesh().endpoints().get(node.id()) + " partitions="
                + node.partitions().size() + " dir=" + config.directory() + " pid="
                + ProcessHandle.current().pid());
        node.partitions().forEach(partition -> partition.onLeadership(new Listener()));
    }

    /** Run until it is told to stop; fails when the node does. */
    void untilStopped(final StopSignal signal) {
        if (config.threading() == NodeThreading.INVOKER) {
            invoke(signal);
        }
        while (!signal.isGiven() && node.failure() == null) {
            try {
                sayNext(LOOK_INTERVAL_MS);
            } catch (final InterruptedException ex) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        if (node.failure() != null) {
            throw new EngineException(
                    "node " + node.id() + " failed and stops: " + node.failure().getMessage(), node.failure());
        }
    }

    @Override
    public void close() {
        node.close();
        lines.forEach(this::say);
        say("node " + node.id() + " is down");
    }

    private void invoke(final StopSignal signal) {
        final IdleStrategy idle = config.idle().get();
        while (!signal.isGiven()
                && node.failure() == null
                && !Thread.currentThread().isInterrupted()) {
            idle.idle(node.doWork());
            final String line = lines.poll();
            if (line != null) {
                say(line);
            }
        }
    }

    private void sayNext(final long timeoutMs) throws InterruptedException {
        final String line = lines.poll(timeoutMs, TimeUnit.MILLISECONDS);
        if (line != null) {
            say(line);
        }
    }

    /** A node does not end because nobody listens any more. */
    private void say(final String line) {
        try {
            if (isHeard) {
                output.line(line);
                output.flush();
            }
        } catch (final UncheckedIOException ex) {
            isHeard = false;
        }
    }

    /** Told of one partition. */
    private final class Listener implements LeadershipListener {
        @Override
        public void onLeading(final ReplicatedPartition partition, final int term) {
            onFollowing(partition, term, node.id());
        }

        @Override
        public void onNotLeading(final ReplicatedPartition partition, final int term) {
            lines.add(partition + ": node " + node.id() + " leads no more term=" + term);
        }

        @Override
        public void onFollowing(final ReplicatedPartition partition, final int term, final int leader) {
            lines.add(partition + ": node " + leader + " leads term=" + term);
        }

        @Override
        public void onFailed(final ReplicatedPartition partition, final Throwable cause) {
            lines.add(partition + ": " + cause.getMessage());
        }
    }
}
