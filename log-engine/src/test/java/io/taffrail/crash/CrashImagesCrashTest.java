/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Opens the log on the images that crashes may leave, thousands of them, and finds what it promised.
 *
 * <p>{@code -Dtaffrail.crash.images=100000} looks at more of them, {@code -Dtaffrail.crash.seed=7} at others, and
 * {@code -Dtaffrail.crash.workload=ROLL} at those of one workload only. A failure names the workload and the seed.
 */
class CrashImagesCrashTest {
    private static final int DEFAULT_IMAGES = 1_000;
    private static final int PER_RUN = 60;
    private static final int SECOND_EVERY = 4;

    @Test
    void shouldKeepItsPromisesWhateverACrashLeaves() {
        final int wanted = Integer.getInteger("taffrail.crash.images", DEFAULT_IMAGES);
        final long firstSeed = Long.getLong("taffrail.crash.seed", 1);
        final String only = System.getProperty("taffrail.crash.workload");
        final Set<Workload> workloads =
                only == null ? EnumSet.allOf(Workload.class) : EnumSet.of(Workload.valueOf(only));
        final CrashExplorer explorer = new CrashExplorer(SECOND_EVERY);

        long seed = firstSeed;
        do {
            for (final Workload workload : workloads) {
                explorer.explore(workload, seed, Math.max(PER_RUN, wanted / 100));
            }
            seed++;
        } while (explorer.distinct() < wanted);

        System.out.println("crash images: distinct=" + explorer.distinct() + " seeds=" + firstSeed + ".." + (seed - 1)
                + " workloads=" + workloads + " kinds=" + explorer.images() + " happened=" + explorer.counts());
        assertTrue(explorer.distinct() >= wanted);
        assertEquals(EnumSet.allOf(Crash.class), explorer.images().keySet(), "every kind of crash was tried");
        if (only == null) {
            explorer.counts().forEach((what, count) -> assertTrue(count > 0, "no workload did this: " + what));
        }
    }
}
