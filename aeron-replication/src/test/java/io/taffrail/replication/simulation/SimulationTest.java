/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Runs the core on many seeds. */
class SimulationTest {
    /** Property: how many seeds. */
    private static final String SEEDS = "taffrail.simulation.seeds";

    static final int DEFAULT_SEEDS = 3_000;
    private static final int REPLAYED = 20;

    @Test
    void shouldKeepEveryPromise() {
        final long seeds = Long.getLong(SEEDS, DEFAULT_SEEDS);
        long acknowledged = 0;
        long idle = 0;
        final long startNs = System.nanoTime();
        for (long seed = 1; seed <= seeds; seed++) {
            final Simulation.Outcome outcome = run(seed);
            acknowledged += outcome.acknowledged();
            idle += outcome.acknowledged() == 0 ? 1 : 0;
        }
        System.out.printf(
                "simulation: seeds=%d acknowledged=%d seedsWithout=%d seconds=%d%n",
                seeds, acknowledged, idle, (System.nanoTime() - startNs) / 1_000_000_000);
        assertTrue(idle < seeds / 10 + 1, "seeds in which nothing was acknowledged: " + idle);
    }

    @Test
    void shouldReplayTheSameRunFromTheSameSeed() {
        for (long seed = 1; seed <= REPLAYED; seed++) {
            assertEquals(Simulation.run(seed), Simulation.run(seed));
        }
    }

    /** Where a promise is broken, say in how few commands. */
    private static Simulation.Outcome run(final long seed) {
        try {
            return Simulation.run(seed);
        } catch (final BrokenPromise ex) {
            throw new AssertionError(ex.getMessage() + "\n" + Shrinker.shrink(Simulation.record(seed)), ex);
        }
    }
}
