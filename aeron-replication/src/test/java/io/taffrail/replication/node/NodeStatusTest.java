/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.taffrail.engine.EngineException;
import io.taffrail.engine.Publisher;
import io.taffrail.replication.journal.NodeDirectoryException;
import io.taffrail.replication.journal.NodeIdentity;
import io.taffrail.replication.raft.Standing;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NodeStatusTest {
    @TempDir
    Path temporary;

    @Test
    void shouldShowANodeAtWork() throws IOException {
        final NodeConfig config = LoneNode.config(temporary);
        final NodeIdentity identity = LoneNode.format(config, Standing.VOTER);

        final NodeStatus before = NodeStatus.read(config);
        final NodeStatus during;
        try (ReplicationNode node = ReplicationNode.start(config);
                Publisher publisher = node.engine().publisher(LoneNode.TOPIC)) {
            LoneNode.await(node, () -> node.partition(LoneNode.TOPIC, 0).isLeading(), "it leads");
            publisher.publish("key", "value");
            LoneNode.await(
                    node,
                    () -> {
                        final ReplicaStatus replica = NodeStatus.read(config).replica(LoneNode.TOPIC, 0);
                        return replica != null && replica.highWatermark() == 2;
                    },
                    "it shows the record behind the first of its term");
            during = NodeStatus.read(config);
        }
        final NodeStatus after = NodeStatus.read(config);

        final ReplicaStatus replica = during.replica(LoneNode.TOPIC, 0);
        assertEquals(new NodeStatus(identity, config.directory(), -1, false, false, 0, Map.of(), List.of()), before);
        assertTrue(during.isRunning());
        assertEquals(ProcessHandle.current().pid(), during.pid());
        assertTrue(replica.isLeading());
        assertEquals(
                new ReplicaStatus(
                        "orders-0",
                        replica.role(),
                        1,
                        1,
                        Standing.VOTER,
                        0,
                        2,
                        replica.durableOffset(),
                        2,
                        1,
                        1,
                        0,
                        0,
                        List.of()),
                replica);
        assertFalse(after.isRunning());
        assertEquals(List.of(), after.replicas());
        assertEquals(ProcessHandle.current().pid(), after.pid());
    }

    @Test
    void shouldSayWhenThereIsNoRoomForItsCounters() throws IOException {
        final NodeConfig config = LoneNode.config(temporary, "counter.capacity", "64", "topic.orders.partitions", "8");
        LoneNode.format(config, Standing.VOTER);

        final EngineException refused = assertThrows(EngineException.class, () -> ReplicationNode.start(config));

        assertTrue(refused.getMessage().contains("make counter.capacity larger"), refused::getMessage);
    }

    @Test
    void shouldAllocateNothingWhenCountersAreUpdated() throws IOException {
        final NodeConfig config = LoneNode.config(temporary);
        LoneNode.format(config, Standing.VOTER);
        try (ReplicationNode node = ReplicationNode.start(config)) {
            LoneNode.await(node, () -> node.partition(LoneNode.TOPIC, 0).isLeading(), "it leads");
            final ReplicationCounters counters =
                    new ReplicationCounters(node.engine(), node.replicator(), node.partitions());
            final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            final long self = Thread.currentThread().getId();
            for (int i = 0; i < 20_000; i++) {
                counters.update();
            }

            final long before = threads.getThreadAllocatedBytes(self);
            for (int i = 0; i < 20_000; i++) {
                counters.update();
            }
            final long allocated = threads.getThreadAllocatedBytes(self) - before;

            assertTrue(allocated < 20_000, () -> "bytes=" + allocated);
        }
    }

    @Test
    void shouldRefuseTheDirectoryOfAnotherNodeOrCluster() throws IOException {
        final NodeConfig config = LoneNode.config(temporary);
        final String cluster =
                NodeIdentity.text(LoneNode.format(config, Standing.VOTER).clusterId());
        final NodeConfig other = LoneNode.config(temporary, "cluster.id", NodeIdentity.text(NodeIdentity.newId()));
        final NodeConfig second = LoneNode.config(temporary, "node.id", "2", "cluster.nodes", "2@127.0.0.1:7402");

        final String ofCluster = assertThrows(NodeDirectoryException.class, () -> ReplicationNode.start(other))
                .getMessage();
        final String ofNode = assertThrows(NodeDirectoryException.class, () -> ReplicationNode.start(second))
                .getMessage();

        assertTrue(ofCluster.contains("belongs to another cluster") && ofCluster.contains(cluster), ofCluster);
        assertTrue(ofNode.contains("belongs to another node") && ofNode.contains("found node.id=1"), ofNode);
        assertFalse(config.dataDirectory().toFile().exists(), "nothing was made");
    }
}
