/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.log.PublishResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A leader that goes gives its place to another: nobody waits for an election, and nothing is left unknown. */
class HandOverTest {
    private static final int RECORD = 100;

    @TempDir
    Path directory;

    @Test
    void shouldLeaveNothingUnknownAndNobodyWaitingUnderLoad() throws IOException {
        try (TestCluster cluster = new TestCluster(directory, DiskLog.small().build())) {
            final TestNode first = cluster.awaitLeader();
            final int term = first.state.leadingTerm();
            final List<Long> published = new ArrayList<>();
            cluster.await("a steady stream", () -> publish(first, published) && published.size() > 500);
            final long beganNs = cluster.nowNs();

            assertTrue(first.replica.handOver());
            cluster.await("another leader", () -> {
                publish(first, published);
                return cluster.leader() >= 0 && cluster.nodes[cluster.leader()] != first;
            });

            assertTrue(cluster.nowNs() - beganNs < TestNode.ELECTION_NS, "nobody waited for an election");
            assertEquals(PublishResult.NOT_LEADER, first.disk.publish(RECORD));
            for (final long offset : published) {
                assertEquals(offset, first.state.outcome(term, offset, Acks.QUORUM));
            }
            final TestNode second = cluster.nodes[cluster.leader()];
            cluster.awaitSame(second);
            assertEquals(published.size() + 2, DiskLog.assertSame(second.disk, first.disk));
            cluster.assertNoErrors();
        }
    }

    @Test
    void shouldHandOverToTheFollowerThatHasMost() throws IOException {
        try (TestCluster cluster = new TestCluster(directory, DiskLog.small().build())) {
            final TestNode first = cluster.awaitLeader();
            final int leader = cluster.leader();
            final int behind = (leader + 1) % TestNode.NODES;
            cluster.stop(behind);
            for (int i = 0; i < 3_000; i++) {
                cluster.publish(first, RECORD);
            }
            cluster.start(behind);

            assertTrue(first.replica.handOver());
            cluster.await("another leader", () -> cluster.leader() >= 0 && cluster.leader() != leader);

            assertEquals((leader + 2) % TestNode.NODES, cluster.leader());
        }
    }

    @Test
    void shouldNotHandOverWhereThereIsNobodyAndGoOnPublishing() throws IOException {
        try (TestCluster cluster = new TestCluster(directory, DiskLog.small().build())) {
            final TestNode first = cluster.awaitLeader();
            final int leader = cluster.leader();
            cluster.stop((leader + 1) % TestNode.NODES);
            cluster.stop((leader + 2) % TestNode.NODES);
            final long beganNs = cluster.nowNs();
            cluster.await("silence", () -> cluster.nowNs() - beganNs > TestNode.ELECTION_NS * 3 / 4);

            assertFalse(first.replica.handOver());
            assertFalse(first.replica.member().isTransferring());
            assertTrue(first.disk.publish(RECORD) >= 0);
        }
    }

    @Test
    void shouldLetPublishersGoOnWhenTheOtherDoesNotTakeOver() throws IOException {
        try (TestCluster cluster = new TestCluster(directory, DiskLog.small().build())) {
            final TestNode first = cluster.awaitLeader();
            final int leader = cluster.leader();
            final int gone = (leader + 1) % TestNode.NODES;
            cluster.stop(gone);

            assertTrue(first.replica.transfer(gone));
            cluster.turn();
            assertEquals(PublishResult.BACK_PRESSURED, first.disk.publish(RECORD));
            cluster.await("the end of the attempt", () -> first.disk.publish(RECORD) >= 0);
            assertEquals(leader, cluster.leader());
        }
    }

    private static boolean publish(final TestNode leader, final List<Long> published) {
        for (int i = 0; i < 3; i++) {
            final long offset = leader.disk.publish(RECORD);
            if (offset >= 0) {
                published.add(offset);
            }
        }
        return true;
    }
}
