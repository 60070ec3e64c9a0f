/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A node stands still for longer than connections and images of Aeron last, as a virtual machine does that is moved. */
class LongPauseSystemTest {
    private static final int PAUSE_MS = 75_000;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @Test
    void shouldCatchUpWhenAFollowerAndThenTheLeaderStoodStillForLong() throws Exception {
        final int pauseMs = Integer.getInteger("taffrail.nemesis.pause", 0);
        assumeTrue(pauseMs > 0, "off: -Dtaffrail.nemesis.pause=" + PAUSE_MS);
        final long seed = Long.getLong("taffrail.nemesis.seed", 1);
        final Plan plan = new Plan(3, seed, 0, EnumSet.of(Fault.PAUSE), Arrangement.RELAYS, List.of());

        final String result = NemesisRun.run(directory, plan, nemesis -> {
            nemesis.pauseForLong(false, pauseMs);
            nemesis.pauseForLong(true, pauseMs);
        });

        System.out.println("long pause: pauseMs=" + pauseMs + " " + result);
    }
}
