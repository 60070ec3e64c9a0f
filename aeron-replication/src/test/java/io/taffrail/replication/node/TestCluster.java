/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

import io.taffrail.replication.aeron.AeronTransportConfig;
import io.taffrail.replication.journal.NodeDirectory;
import io.taffrail.replication.raft.Standing;
import io.taffrail.replication.transport.Channel;
import io.taffrail.storage.FileStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** Nodes of a cluster in one JVM, over UDP on the loopback. */
final class TestCluster implements AutoCloseable {
    static final String TOPIC = "orders";

    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_NS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final UUID CLUSTER = new UUID(0x7461_6666, 0x7261_696C);

    private final Path directory;
    private final Map<Integer, String> endpoints = new TreeMap<>();
    private final Map<Integer, ReplicationNode> nodes = new HashMap<>();
    private final Map<String, String> settings;

    TestCluster(final Path directory, final int count, final Map<String, String> settings) throws IOException {
        this.directory = directory;
        this.settings = settings;
        for (int node = 1; node <= count; node++) {
            endpoints.put(node, "127.0.0.1:" + freePort());
            NodeDirectory.format(new FileStorage(), directoryOf(node), CLUSTER, node, Standing.VOTER);
        }
    }

    Path directoryOf(final int node) {
        return directory.resolve("node-" + node);
    }

    ReplicationNode start(final int node) {
        return start(node, UnaryOperator.identity());
    }

    ReplicationNode start(final int node, final UnaryOperator<NodeConfig.Builder> change) {
        return start(node, UnaryOperator.identity(), change);
    }

    ReplicationNode start(
            final int node,
            final UnaryOperator<AeronTransportConfig.Builder> meshChange,
            final UnaryOperator<NodeConfig.Builder> change) {
        final AeronTransportConfig.Builder mesh = AeronTransportConfig.builder(node)
                .mtu(8192)
                .termLength(Channel.CONTROL, 64 << 10)
                .termLength(Channel.LIVE, 256 << 10)
                .termLength(Channel.CATCH_UP, 256 << 10);
        endpoints.forEach(mesh::node);
        final NodeConfig.Builder config = NodeConfig.builder(
                        directoryOf(node), meshChange.apply(mesh).build())
                .timeouts(3_000, 200)
                .secret("secret")
                .topics(List.of(new ReplicatedTopic(TOPIC, 1, endpoints.size(), 1, settings)));
        final ReplicationNode started =
                ReplicationNode.start(change.apply(config).build());
        nodes.put(node, started);
        return started;
    }

    void startAll() {
        endpoints.keySet().forEach(this::start);
    }

    void stop(final int node) {
        nodes.remove(node).close();
    }

    ReplicatedPartition partition(final int node) {
        return nodes.get(node).partition(TOPIC, 0);
    }

    ReplicationNode node(final int node) {
        return nodes.get(node);
    }

    int term(final int node) {
        return partition(node).replica().member().term();
    }

    List<Integer> running() {
        return List.copyOf(nodes.keySet());
    }

    /** The node that leads, once there is one that may be published to. */
    int awaitLeader() {
        return awaitLeader(TOPIC);
    }

    int awaitLeader(final String topic) {
        await("a leader of topic=" + topic, () -> leader(topic) > 0);
        return leader(topic);
    }

    private int leader(final String topic) {
        return nodes.entrySet().stream()
                .filter(entry -> entry.getValue().partition(topic, 0).isLeading())
                .mapToInt(Map.Entry::getKey)
                .findFirst()
                .orElse(-1);
    }

    void await(final String what, final BooleanSupplier condition) {
        final long untilNs = System.nanoTime() + PATIENCE_NS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - untilNs > 0) {
                throw new AssertionError("waited in vain for " + what + ": " + describe());
            }
            nodes.values().forEach(ReplicationNode::doWork);
            LockSupport.parkNanos(LOOK_NS);
        }
    }

    private String describe() {
        final StringBuilder text = new StringBuilder();
        nodes.forEach((id, node) -> text.append(id)
                .append(": ")
                .append(node.partitions().stream().map(TestCluster::describe).toList())
                .append(" failure=")
                .append(node.failure())
                .append(" refused=")
                .append(node.replicator().gatekeeper().refused())
                .append("; "));
        return text.toString();
    }

    private static String describe(final ReplicatedPartition partition) {
        return partition + " " + partition.replica().member() + " end="
                + partition.log().endOffset();
    }

    private static int freePort() {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public void close() {
        nodes.values().forEach(ReplicationNode::close);
    }
}
