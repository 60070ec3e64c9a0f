/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taffrail.settings.Durability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kills a process that publishes, again and again, in the same directory. Everything it was told is published must be
 * there, once, in order, as it was; see {@link Promises}.
 *
 * <p>{@code -Dtaffrail.kill.cycles=500} for more lives of each durability, {@code -Dtaffrail.kill.seed=7} for others. The
 * seed draws when to kill and what is published; the machine decides what that interrupts.
 */
class KillCrashTest {
    private static final int DEFAULT_CYCLES = 8;
    private static final int RETENTION_BYTES = 1 << 20;
    private static final long SHORT_LIFE_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LONG_LIFE_NS = TimeUnit.MILLISECONDS.toNanos(1_500);
    private static final long START_NS = TimeUnit.MILLISECONDS.toNanos(500);

    @TempDir
    Path directory;

    private SplittableRandom random;
    private int diedEarly;

    @ParameterizedTest
    @EnumSource(Durability.class)
    void shouldKeepWhatWasAcknowledgedThroughManyDeaths(final Durability durability) throws Exception {
        final int cycles = Integer.getInteger("taffrail.kill.cycles", DEFAULT_CYCLES);
        final long seed = Long.getLong("taffrail.kill.seed", 1);
        random = new SplittableRandom(seed);
        final Path data = directory.resolve("data");
        final Promises promises = new Promises(RETENTION_BYTES, durability == Durability.SYNC);
        final long sinceNs = System.nanoTime();
        int checks = 0;

        for (int life = 0; life < cycles; life++) {
            liveAndDie(life, data, durability, promises);
            if (random.nextInt(3) > 0 || life == cycles - 1) {
                try {
                    promises.checkAfterKill(Holdings.take(data));
                } catch (final AssertionError | RuntimeException ex) {
                    throw new AssertionError("life=" + life + " seed=" + seed + ": " + ex.getMessage(), ex);
                }
                checks++;
            }
        }

        System.out.println("killed: durability=" + durability + " lives=" + cycles + " diedWhileOpening=" + diedEarly
                + " checks=" + checks + " " + promises + " seed=" + seed + " seconds="
                + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - sinceNs));
    }

    private void liveAndDie(final int life, final Path data, final Durability durability, final Promises promises)
            throws Exception {
        final Path file = directory.resolve("notes" + life);
        final LifeNotes notes = LifeNotes.open(file);
        try (ChildJvm child =
                ChildJvm.start(LivingMain.class, LivingMain.arguments(data, file, life, durability, RETENTION_BYTES))) {
            if (random.nextInt(8) == 0) {
                pause(random.nextLong(START_NS));
            } else {
                child.awaitLine("publishing");
                pause(random.nextLong(random.nextInt(8) == 0 ? LONG_LIFE_NS : SHORT_LIFE_NS));
            }
            child.kill();
            assertEquals(List.of(), child.rest(), "what it said while it lived");
        }
        assertEquals(List.of(), Holdings.errors(data), "errors while it lived");
        diedEarly += notes.term() == 0 ? 1 : 0;
        promises.add(life, notes);
        Files.delete(file);
    }

    /** How long a life lasts is what is tried here, so time is what to wait for. */
    static void pause(final long ns) {
        final long until = System.nanoTime() + ns;
        for (long left = ns; left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
