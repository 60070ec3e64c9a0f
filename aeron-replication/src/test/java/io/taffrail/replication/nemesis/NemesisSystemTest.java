/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nodes in processes of their own, to which a nemesis does what its seed draws. {@code docs/fault-testing.md} has the
 * commands of longer campaigns.
 */
class NemesisSystemTest {
    private static final int SMOKE_CYCLES = 6;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @Test
    void shouldKeepWhatWasAcknowledgedWhenNodesAndNetworkFail() throws Exception {
        final int cycles = Integer.getInteger("taffrail.nemesis.cycles", SMOKE_CYCLES);
        final int nodes = Integer.getInteger("taffrail.nemesis.nodes", 3);
        final int runs = Integer.getInteger("taffrail.nemesis.runs", 1);
        final long seed = Long.getLong("taffrail.nemesis.seed", 1);
        final Arrangement arrangement = Arrangement.asked();
        final Set<Fault> faults = Probe.possible(faults(), directory, arrangement);
        assumeFalse(faults.isEmpty(), "none of the faults can be tried here");
        for (int run = 0; run < runs; run++) {
            final Path place = Files.createDirectory(directory.resolve("run-" + run));
            final Plan plan = new Plan(nodes, seed + run, cycles, faults, arrangement, List.of());
            System.out.println("nemesis: " + NemesisRun.run(place, plan));
        }
    }

    /** Those asked for by {@code -Dtaffrail.nemesis.faults=KILL,PAUSE}; without it those that need nothing. */
    private static Set<Fault> faults() {
        final String asked = System.getProperty("taffrail.nemesis.faults", "");
        final EnumSet<Fault> faults = EnumSet.noneOf(Fault.class);
        if (asked.isEmpty()) {
            Arrays.stream(Fault.values()).filter(Fault::isPlain).forEach(faults::add);
        } else {
            Arrays.stream(asked.split(",")).map(Fault::valueOf).forEach(faults::add);
        }
        return faults;
    }
}
