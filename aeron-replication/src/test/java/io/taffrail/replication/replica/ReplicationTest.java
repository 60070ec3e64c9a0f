/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.log.PublishResult;
import io.taffrail.settings.TopicSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes over logs in files, in one thread, from the election to the return of a leader that was stopped. */
class ReplicationTest {
    private static final int RECORDS = 100_000;
    private static final int LARGE = 1 << 20;
    private static final int LARGE_ONE_IN = 4_000;
    private static final int RECORD = 100;

    @TempDir
    Path directory;

    @Test
    void shouldHoldTheSameBytesAtTheSameOffsetsOnAllNodes() throws IOException {
        final long seed = 11;
        final SplittableRandom random = new SplittableRandom(seed);
        final TopicSettings settings = DiskLog.large().build();
        try (TestCluster cluster = new TestCluster(directory, settings)) {
            final TestNode leader = cluster.awaitLeader();
            for (int i = 0; i < RECORDS; i++) {
                final boolean isLarge = random.nextInt(LARGE_ONE_IN) == 0;
                cluster.publish(leader, isLarge ? LARGE : 1 + random.nextInt(1 << random.nextInt(10)));
                if (random.nextInt(100) == 0) {
                    cluster.turn();
                }
            }
            cluster.awaitSame(leader);

            for (final TestNode node : cluster.nodes) {
                assertEquals(RECORDS + 1, DiskLog.assertSame(leader.disk, node.disk), "seed=" + seed);
                assertEquals(0, node.replica.refusedFrames(), node::toString);
                assertEquals(0, node.replica.gaps(), node::toString);
            }
            cluster.assertNoErrors();
        }
    }

    @Test
    void shouldAcknowledgeWhatTheNextLeaderHoldsToo() throws IOException {
        try (TestCluster cluster = new TestCluster(directory, DiskLog.small().build())) {
            final TestNode first = cluster.awaitLeader();
            final int firstNumber = cluster.leader();
            final int term = first.state.leadingTerm();
            long last = 0;
            for (int i = 0; i < 2_000; i++) {
                last = cluster.publish(first, RECORD);
            }
            final long acknowledged = last;
            cluster.await("acknowledged", () -> first.state.outcome(term, acknowledged, Acks.QUORUM) == acknowledged);
            cluster.stop(firstNumber);

            final TestNode second = cluster.awaitLeader();
            assertTrue(second.state.leadingTerm() > term);
            assertTrue(second.disk.log.endOffset() > acknowledged, "it holds what was acknowledged");
            for (int i = 0; i < 1_000; i++) {
                cluster.publish(second, RECORD);
            }
            cluster.start(firstNumber);
            cluster.awaitSame(second);

            for (final TestNode node : cluster.nodes) {
                DiskLog.assertSame(second.disk, node.disk);
            }
            cluster.assertNoErrors();
        }
    }

    @Test
    void shouldCutWhatTheOldLeaderAloneHeldWhenItComesBack() throws IOException {
        try (TestCluster cluster = new TestCluster(directory, DiskLog.small().build())) {
            final TestNode old = cluster.awaitLeader();
            final int oldNumber = cluster.leader();
            final int term = old.state.leadingTerm();
            for (int i = 0; i < 500; i++) {
                cluster.publish(old, RECORD);
            }
            cluster.awaitSame(old);
            final long common = old.disk.log.endOffset();
            old.disk.publishMany(700, RECORD); // nobody hears of them
            final long lost = common + 3;
            assertEquals(ReplicaState.PENDING, old.state.outcome(term, lost, Acks.QUORUM));
            cluster.stop(oldNumber);
            assertEquals(PublishResult.UNKNOWN, old.state.outcome(term, lost, Acks.QUORUM));
            assertEquals(common - 1, old.state.outcome(term, common - 1, Acks.QUORUM));

            final TestNode next = cluster.awaitLeader();
            for (int i = 0; i < 100; i++) {
                cluster.publish(next, RECORD + 1);
            }
            cluster.start(oldNumber);
            assertEquals(common + 700, cluster.nodes[oldNumber].disk.log.endOffset(), "it still holds them");
            cluster.awaitSame(next);

            assertNotEquals(oldNumber, cluster.leader());
            for (final TestNode node : cluster.nodes) {
                DiskLog.assertSame(next.disk, node.disk);
            }
            assertEquals(common + 101, next.disk.log.endOffset());
            cluster.assertNoErrors();
        }
    }

    @Test
    void shouldKeepWhatTheLeaderKeeps() throws IOException {
        final TopicSettings settings =
                DiskLog.small().retentionBytes(128 * 1024).build();
        try (TestCluster cluster = new TestCluster(directory, settings)) {
            final TestNode leader = cluster.awaitLeader();
            for (int i = 0; i < 5_000; i++) {
                cluster.publish(leader, RECORD);
            }
            cluster.awaitSame(leader);
            leader.disk.retain();
            final long start = leader.disk.log.logStartOffset();
            assertTrue(start > 0);
            cluster.await("others delete as much, told without another record", () -> {
                cluster.running().forEach(node -> node.disk.retain());
                return cluster.running().stream().allMatch(node -> node.disk.log.logStartOffset() > 0);
            });

            for (final TestNode node : cluster.nodes) {
                assertTrue(node.disk.log.logStartOffset() <= start, node::toString);
            }
            cluster.assertNoErrors();
        }
    }

    @Test
    void shouldCatchAFollowerUpFromFilesWhenItWasAwayForLong() throws IOException {
        try (TestCluster cluster = new TestCluster(directory, DiskLog.small().build())) {
            final TestNode leader = cluster.awaitLeader();
            final int away = (cluster.leader() + 1) % TestNode.NODES;
            cluster.stop(away);
            for (int i = 0; i < 5_000; i++) {
                cluster.publish(leader, RECORD);
            }
            leader.disk.fallIdle();
            cluster.publish(leader, RECORD);

            cluster.start(away);
            cluster.await("it is sent old records", () -> leader.replica.isCatchingUp(away));
            for (int i = 0; i < 100; i++) {
                cluster.publish(leader, RECORD);
                cluster.turn();
            }
            cluster.awaitSame(leader);

            DiskLog.assertSame(leader.disk, cluster.nodes[away].disk);
            assertEquals(0, cluster.nodes[away].replica.refusedFrames());
            cluster.assertNoErrors();
        }
    }
}
