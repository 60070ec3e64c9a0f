/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.replication.transport.InMemoryTransport;
import io.taffrail.replication.transport.Transport;
import io.taffrail.settings.TopicSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** Three nodes in one thread, at a time that turns move. */
final class TestCluster implements AutoCloseable {
    private static final long TURN_NS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final int TURNS = 2_000_000;

    final TestNode[] nodes = new TestNode[TestNode.NODES];
    private final MemoryJournal[] journals = new MemoryJournal[TestNode.NODES];
    private final InMemoryTransport.Mesh mesh;
    private final Path directory;
    private final TopicSettings settings;
    private final UnaryOperator<Transport> wrapping;
    private long nowNs = 1;

    TestCluster(final Path directory, final TopicSettings settings) throws IOException {
        this(directory, settings, 1 << 20, transport -> transport);
    }

    /** Over transports that are wrapped by something. */
    TestCluster(
            final Path directory,
            final TopicSettings settings,
            final int windowLength,
            final UnaryOperator<Transport> wrapping)
            throws IOException {
        this.directory = directory;
        this.settings = settings;
        this.mesh = new InMemoryTransport.Mesh(TestNode.NODES, windowLength);
        this.wrapping = wrapping;
        Arrays.setAll(journals, node -> new MemoryJournal());
        for (int node = 0; node < TestNode.NODES; node++) {
            start(node);
        }
    }

    void start(final int node) throws IOException {
        nodes[node] = new TestNode(
                node,
                directory.resolve("node" + node),
                settings,
                wrapping.apply(mesh.open(node)),
                journals[node],
                () -> nowNs);
    }

    void stop(final int node) throws IOException {
        nodes[node].close();
        nodes[node] = null;
        journals[node].restart();
    }

    List<TestNode> running() {
        return Arrays.stream(nodes).filter(Objects::nonNull).toList();
    }

    long nowNs() {
        return nowNs;
    }

    void pass() {
        nowNs += TURN_NS;
    }

    void turn() {
        pass();
        for (final TestNode node : nodes) {
            if (node != null) {
                node.step();
            }
        }
    }

    void await(final String what, final BooleanSupplier condition) {
        for (int i = 0; !condition.getAsBoolean(); i++) {
            turn();
            assertTrue(i < TURNS, () -> what + " did not happen: " + running());
        }
    }

    int leader() {
        for (int node = 0; node < nodes.length; node++) {
            if (nodes[node] != null && nodes[node].isLeader() && nodes[node].state.inSync() >= 2) {
                return node;
            }
        }
        return -1;
    }

    TestNode awaitLeader() {
        await("a leader with followers", () -> leader() >= 0);
        return nodes[leader()];
    }

    /** Publish, as often as it takes; the offset. */
    long publish(final TestNode leader, final int length) {
        long offset = leader.disk.publish(length);
        for (int i = 0; offset < 0; i++) {
            final long refused = offset;
            assertTrue(i < TURNS, () -> "refused=" + refused + ": " + running());
            turn();
            offset = leader.disk.publish(length);
        }
        return offset;
    }

    /** All that run hold and have committed the same. */
    void awaitSame(final TestNode leader) {
        await("all have committed everything", () -> running().stream()
                .allMatch(node -> node.disk.log.endOffset() == leader.disk.log.endOffset()
                        && node.state.highWatermark() == leader.disk.log.endOffset()));
    }

    void assertNoErrors() {
        for (final TestNode node : running()) {
            assertEquals(List.of(), node.errors);
            assertEquals(null, node.failure);
            node.disk.assertNoErrors();
        }
    }

    @Override
    public void close() throws IOException {
        for (int node = 0; node < nodes.length; node++) {
            if (nodes[node] != null) {
                nodes[node].close();
            }
        }
    }
}
