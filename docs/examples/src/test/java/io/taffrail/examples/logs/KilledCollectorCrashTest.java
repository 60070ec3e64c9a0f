/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.engine.EngineException;
import io.taffrail.engine.LogDirectory;
import io.taffrail.examples.ChildJvm;
import io.taffrail.examples.CommandRun;
import io.taffrail.examples.Examples;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writer, collector and counter are killed together again and again (SIGKILL), somewhere on their way: in the end each line is
 * there once. {@code -Dtaffrail.examples.lives=N} for more lives.
 */
class KilledCollectorCrashTest {
    private static final int LIVES = Integer.getInteger("taffrail.examples.lives", 4);
    private static final int LINES = 30_000;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);

    @TempDir
    private Path temporary;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void shouldHaveEachLineOnceAfterAnyNumberOfKills() {
        final Path directory = temporary.resolve("data");
        int killed = 0;
        long lines = 0;
        for (int life = 0; life < LIVES; life++) {
            final long enough = lines + 1 + random.nextInt(LINES * 2 / 3);
            try (ChildJvm child = ChildJvm.start(
                    Examples.class, "log-aggregation", "--dir", directory, "--lines", LINES, "--seed", life)) {
                awaitLines(directory, enough);
                LockSupport.parkNanos(random.nextInt((int) TimeUnit.MILLISECONDS.toNanos(5)));
                killed += child.isAlive() ? 1 : 0;
                child.kill();
            }
            lines = linesOf(directory);
        }

        final CommandRun run = CommandRun.of("log-aggregation", "--dir", directory, "--lines", 1_000);

        System.out.println("killed collectors: " + killed + " of " + LIVES + " lines=" + lines + " seed=" + seed);
        assertEquals(0, run.exitCode(), () -> "seed=" + seed + " " + run);
        assertTrue(killed > LIVES / 2, () -> "too few were killed on their way: seed=" + seed);
    }

    private void awaitLines(final Path directory, final long lines) {
        final long sinceNs = System.nanoTime();
        while (linesOf(directory) < lines) {
            assertTrue(System.nanoTime() - sinceNs < PATIENCE_NS, () -> "no lines come: seed=" + seed);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    /** Lines that are published by now, whatever becomes of them. */
    private static long linesOf(final Path directory) {
        try (LogDirectory looking = LogDirectory.open(directory)) {
            long lines = 0;
            for (int partition = 0;
                    looking.hasTopic(Topics.LINES)
                            && partition < looking.describeTopic(Topics.LINES).partitions();
                    partition++) {
                lines += looking.offsets(Topics.LINES, partition).endOffset();
            }
            return lines;
        } catch (final EngineException ex) {
            return 0; // not there yet
        }
    }
}
