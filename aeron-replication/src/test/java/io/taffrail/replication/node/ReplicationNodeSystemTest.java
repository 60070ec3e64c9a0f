/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.log.PublishResult;
import io.taffrail.replication.replica.Acks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes as an application embeds them, three in one JVM. */
class ReplicationNodeSystemTest {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    @TempDir
    private Path directory;

    @Test
    void shouldHoldWhatAQuorumAcknowledgedOnEveryNode() throws IOException {
        try (TestCluster cluster = new TestCluster(directory, 3, Map.of())) {
            cluster.startAll();
            final int leader = cluster.awaitLeader();

            final List<String> published = publish(cluster, leader, 0, 2_000);

            for (final int node : cluster.running()) {
                cluster.await(
                        "all records on node " + node, () -> read(cluster, node).size() >= published.size());
                assertEquals(published, read(cluster, node));
            }
        }
    }

    @Test
    void shouldRefuseToPublishWhereItDoesNotLead() throws IOException {
        try (TestCluster cluster = new TestCluster(directory, 3, Map.of())) {
            cluster.startAll();
            final int leader = cluster.awaitLeader();
            final int follower = leader % 3 + 1;

            try (Publisher publisher = cluster.node(follower).engine().publisher(TestCluster.TOPIC)) {
                assertEquals(PublishResult.NOT_LEADER, publisher.publish("key", "value"));
            }
            cluster.await(
                    "the follower knows the leader",
                    () -> cluster.partition(follower).leader() == leader);
        }
    }

    @Test
    void shouldElectAnotherLeaderAndTakeTheOldOneBack() throws IOException {
        try (TestCluster cluster = new TestCluster(directory, 3, Map.of())) {
            cluster.startAll();
            final int first = cluster.awaitLeader();
            final List<String> published = new ArrayList<>(publish(cluster, first, 0, 500));

            cluster.stop(first);
            final int second = cluster.awaitLeader();
            assertNotEquals(first, second);
            published.addAll(publish(cluster, second, 500, 1_000));
            cluster.start(first);

            cluster.await("the old leader has all", () -> read(cluster, first).size() >= published.size());
            for (final int node : cluster.running()) {
                assertEquals(published, read(cluster, node));
            }
        }
    }

    @Test
    void shouldHandLeadershipOverWhenItIsClosed() throws IOException {
        try (TestCluster cluster = new TestCluster(directory, 3, Map.of())) {
            cluster.startAll();
            final int first = cluster.awaitLeader();
            final List<String> published = new ArrayList<>(publish(cluster, first, 0, 500));
            final int term = cluster.term(first);

            cluster.stop(first);

            final int candidate =
                    cluster.running().stream().mapToInt(cluster::term).max().orElseThrow();
            assertEquals(term + 1, candidate, "one stands for election before the leader is gone");
            final int second = cluster.awaitLeader();
            assertEquals(term + 1, cluster.term(second), "and is elected at once");
            published.addAll(publish(cluster, second, 500, 600));
            for (final int node : cluster.running()) {
                cluster.await(
                        "all records on node " + node, () -> read(cluster, node).size() >= published.size());
                assertEquals(published, read(cluster, node));
            }
        }
    }

    private List<String> publish(final TestCluster cluster, final int leader, final int from, final int to) {
        final ReplicatedPartition partition = cluster.partition(leader);
        final List<String> published = new ArrayList<>();
        try (Publisher publisher = cluster.node(leader).engine().publisher(TestCluster.TOPIC)) {
            for (int i = from; i < to; i++) {
                final String value = "value " + i;
                final long offset = publisher.publish("key", value);
                assertTrue(offset >= 0, () -> PublishResult.describe(offset));
                final long outcome = partition.await(publisher.lastTerm(), offset, Acks.QUORUM, 30 * SECOND_NS);
                assertEquals(offset, outcome, () -> PublishResult.describe(outcome));
                published.add(value);
            }
        }
        return published;
    }

    private static List<String> read(final TestCluster cluster, final int node) {
        final LogEngine engine = cluster.node(node).engine();
        final List<String> values = new ArrayList<>();
        try (Subscription records = engine.subscribe(TestCluster.TOPIC, StartAt.earliest())) {
            while (records.poll(record -> values.add(record.valueAsString()), 1_000) > 0) {
                continue;
            }
        }
        return values;
    }
}
