/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.replication.protocol.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes talk while garbage, cut, damaged, foreign, repeated and far too long frames arrive among theirs. */
class ReplicatorFuzzTest {
    /** Property: how many frames. */
    private static final String FRAMES = "taffrail.fuzz.frames";

    private static final int DEFAULT_FRAMES = 200_000;
    private static final int WINDOW = 64 * 1024;
    private static final int LARGE = 20_000;

    @TempDir
    Path directory;

    @Test
    void shouldKeepLogsUnharmedWhateverArrives() throws IOException {
        final long seed = 5;
        final SplittableRandom random = new SplittableRandom(seed);
        final List<HostileTransport> transports = new ArrayList<>();
        final int frames = Integer.getInteger(FRAMES, DEFAULT_FRAMES);
        try (TestCluster cluster = new TestCluster(directory, DiskLog.large().build(), WINDOW, transport -> {
            final HostileTransport hostile = new HostileTransport(transport, transports.size(), random.split());
            transports.add(hostile);
            return hostile;
        })) {
            int published = 0;
            for (int i = 0; injected(transports) < frames; i++) {
                cluster.turn();
                if (cluster.leader() >= 0) {
                    final int length = random.nextInt(30) == 0 ? LARGE : random.nextInt(1, 500);
                    published += cluster.nodes[cluster.leader()].disk.publish(length) >= 0 ? 1 : 0;
                }
            }
            transports.forEach(transport -> transport.isHostile = false);
            final TestNode leader = cluster.awaitLeader();
            cluster.publish(leader, 1);
            cluster.awaitSame(leader);

            for (final TestNode node : cluster.nodes) {
                DiskLog.assertSame(leader.disk, node.disk);
                node.disk.assertNoErrors();
                assertEquals(null, node.failure, "seed=" + seed);
                assertEquals(null, node.replicator.failure(), "seed=" + seed);
                node.errors.forEach(error ->
                        assertTrue(error instanceof RefusedPeerNotice, () -> "seed=" + seed + " error=" + error));
                assertTrue(node.errors.size() <= 2 * Refusal.values().length, () -> "errors=" + node.errors);
                assertTrue(node.replicator.malformed() > 0, "some were let in, and seen through");
                assertTrue(node.replicator.gatekeeper().refused(Refusal.FOREIGN_BYTES) > 0);
                assertTrue(node.replicator.gatekeeper().refused(Refusal.WRONG_SECRET) > 0);
                assertTrue(node.replicator.gatekeeper().refused(Refusal.OTHER_CLUSTER) > 0);
            }
            assertTrue(published > 100, "seed=" + seed + " published=" + published);
        }
    }

    private static long injected(final List<HostileTransport> transports) {
        return transports.stream().mapToLong(transport -> transport.injected).sum();
    }
}
