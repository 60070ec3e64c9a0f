/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.bench.check.TargetCheck;
import io.taffrail.bench.nodes.NodePlan;
import io.taffrail.bench.result.Figures;
import io.taffrail.bench.result.Kind;
import io.taffrail.bench.result.Workload;
import io.taffrail.bench.targets.ReaderLook;
import io.taffrail.bench.targets.TargetPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The replicated log in the bench, with nodes in JVMs of their own. */
@Timeout(180)
class ReplicationRigTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "taffrail-3, 100, 2, 1, 5000",
        "taffrail-3-x16, 60000, 1, 2, 200",
        "taffrail-3, 32, 1, 0, 5000",
        "taffrail-3-acks, 32, 2, 1, 5000"
    })
    void shouldDeliverEveryValueInOrder(
            final String target, final int bytes, final int publishers, final int readers, final int values)
            throws Exception {
        final TargetPlan plan =
                new TargetPlan(directory, bytes, publishers, readers, ReaderLook.EAGER, values * publishers, false);

        TargetCheck.run(Worker.provider(target), plan, values);
    }

    @Test
    void shouldTimeAFailoverAndCompareTheLogs() throws IOException {
        final Map<String, String> options = Map.of(NodePlan.ELECTION_MS, "600", NodePlan.HEARTBEAT_MS, "60");

        final Measured measured = run(new Workload(
                Kind.FAILOVER,
                "taffrail-3",
                100,
                1,
                0,
                ReaderLook.PAUSE,
                1_000,
                0,
                0,
                2,
                0,
                directory.toString(),
                options));

        final Map<String, Double> figures = measured.figures();
        assertEquals(List.of(), measured.failures());
        assertEquals(2, figures.get(Figures.FAILOVER + ".count"));
        assertTrue(figures.get(Figures.FAILOVER + ".min") > 100e6, "nobody stands for election that soon: " + figures);
        assertTrue(figures.get(Figures.ACKNOWLEDGED) > 0, figures::toString);
        assertTrue(figures.get(Figures.ACKNOWLEDGED) <= figures.get(Figures.RECEIVED), figures::toString);
    }

    @Test
    void shouldTimeTheLeaderWhileAFollowerStandsStill() throws IOException {
        final Measured measured = run(new Workload(
                Kind.FOLLOWER_STOP,
                "taffrail-3",
                1_024,
                1,
                0,
                ReaderLook.PAUSE,
                1_000,
                1,
                2,
                1,
                0,
                directory.toString(),
                Map.of()));

        final Map<String, Double> figures = measured.figures();
        assertEquals(List.of(), measured.failures());
        for (final String timed : List.of("service", "commit", "service.stopped", "commit.stopped")) {
            assertTrue(figures.get(timed + ".count") > 500, figures::toString);
        }
        assertTrue(figures.get(Figures.MISSED) > 500 * 1_024, figures::toString);
        assertTrue(figures.get(Figures.CATCH_UP) > 0, figures::toString);
    }

    private Measured run(final Workload workload) throws IOException {
        final Measured measured = Rig.of(workload).run(workload, Worker.provider(workload.target()));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(0, files.count());
        }
        return measured;
    }
}
