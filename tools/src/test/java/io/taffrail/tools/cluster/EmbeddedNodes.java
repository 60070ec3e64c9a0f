/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.cluster;

import io.taffrail.engine.ErrorLog;
import io.taffrail.engine.Publisher;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.log.PublishResult;
import io.taffrail.replication.node.NodeSettings;
import io.taffrail.replication.node.ReplicatedPartition;
import io.taffrail.replication.node.ReplicationNode;
import io.taffrail.replication.replica.Acks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Some nodes of a cluster as an application embeds them, to publish to and to read. */
final class EmbeddedNodes implements AutoCloseable {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Of an election timeout, which is drawn from one to two of those that are configured. */
    private static final int TIMEOUTS = 3;

    private final TestCluster cluster;
    private final Map<Integer, ReplicationNode> nodes = new TreeMap<>();

    EmbeddedNodes(final TestCluster cluster, final int... ids) {
        this.cluster = cluster;
        for (final int id : ids) {
            nodes.put(id, ReplicationNode.start(NodeSettings.read(cluster.config(id))));
        }
    }

    /** What is published by those numbers. */
    static List<String> values(final int from, final int to) {
        return IntStream.range(from, to).mapToObj(i -> "value " + i).toList();
    }

    int awaitLeader() {
        final int[] leader = {0};
        await("a leader", () -> {
            leader[0] = leader();
            return leader[0] > 0;
        });
        return leader[0];
    }

    /** Publish, and wait until a majority has it. */
    void publish(final int from, final int to) {
        final ReplicationNode node = nodes.get(awaitLeader());
        final ReplicatedPartition partition = partition(node);
        try (Publisher publisher = node.engine().publisher(partition.topic())) {
            for (final String value : values(from, to)) {
                final long[] offset = {0};
                await("a publish", () -> {
                    offset[0] = publisher.publish("key", value);
                    return offset[0] != PublishResult.BACK_PRESSURED;
                });
                final long outcome = partition.await(publisher.lastTerm(), offset[0], Acks.QUORUM, PATIENCE_NS);
                if (offset[0] < 0 || outcome != offset[0]) {
                    throw new AssertionError(PublishResult.describe(Math.min(offset[0], outcome)) + ": " + describe());
                }
            }
        }
    }

    /** Everything on a node, once there are so many records. */
    List<String> read(final int node, final int count) {
        final List<String> values = new ArrayList<>();
        try (Subscription records = nodes.get(node).engine().subscribe("orders", StartAt.earliest())) {
            await(count + " records on node=" + node, () -> {
                records.poll(record -> values.add(record.valueAsString()), Integer.MAX_VALUE);
                return values.size() >= count;
            });
        }
        return values;
    }

    /** How long nothing happens is what is looked at. */
    boolean isElectingWithinSomeTimeouts() {
        final int electionMs = NodeSettings.read(
                        cluster.config(nodes.keySet().iterator().next()))
                .electionMs();
        final long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUTS * electionMs);
        while (leader() < 0 && System.nanoTime() - untilNs < 0) {
            LockSupport.parkNanos(LOOK_NS);
        }
        return leader() > 0;
    }

    private int leader() {
        return nodes.values().stream()
                .filter(node -> partition(node).isLeading())
                .mapToInt(ReplicationNode::id)
                .findFirst()
                .orElse(-1);
    }

    private static ReplicatedPartition partition(final ReplicationNode node) {
        return node.partition("orders", 0);
    }

    private void await(final String what, final BooleanSupplier condition) {
        final long untilNs = System.nanoTime() + PATIENCE_NS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - untilNs > 0) {
                throw new AssertionError("waited in vain: " + what + ": " + describe());
            }
            LockSupport.parkNanos(LOOK_NS);
        }
    }

    private String describe() {
        final StringBuilder text = new StringBuilder();
        nodes.forEach((id, node) -> text.append("node ")
                .append(id)
                .append(" leads=")
                .append(partition(node).isLeading())
                .append(' ')
                .append(node.engine().offsets("orders", 0))
                .append(" failure=")
                .append(node.failure())
                .append(" errors=")
                .append(ErrorLog.read(NodeSettings.read(cluster.config(id)).dataDirectory()))
                .append("; "));
        return text.toString();
    }

    @Override
    public void close() {
        nodes.values().forEach(ReplicationNode::close);
    }
}
