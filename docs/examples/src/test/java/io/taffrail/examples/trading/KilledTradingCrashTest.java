/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.trading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.examples.ChildJvm;
import io.taffrail.examples.CommandRun;
import io.taffrail.examples.Examples;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exchange is killed (SIGKILL) while it trades, again and again. {@code -Dtaffrail.trading.kills=N} for more. */
class KilledTradingCrashTest {
    private static final int KILLS = Integer.getInteger("taffrail.trading.kills", 3);

    private final long seed = System.nanoTime();

    @TempDir
    private Path directory;

    @Test
    void shouldGoOnAsIfNothingHadHappened() {
        final Random random = new Random(seed);
        for (int kill = 0; kill < KILLS; kill++) {
            tradeUntilKilled(random);
        }

        final CommandRun run = CommandRun.of("trading", "--dir", directory, "--orders", 1_000);

        System.out.println("killed exchanges: kills=" + KILLS + " seed=" + seed + " " + run.out());
        assertEquals(0, run.exitCode(), () -> run + " seed=" + seed);
    }

    private void tradeUntilKilled(final Random random) {
        try (ChildJvm exchange = ChildJvm.start(
                Examples.class, "trading", "--dir", directory, "--orders", 100_000_000, "--seed", random.nextLong())) {
            final String line = exchange.nextLine();
            assertTrue(line != null && line.startsWith("directory "), exchange::toString);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100 + random.nextInt(900)));
            exchange.kill();
        }
    }
}
