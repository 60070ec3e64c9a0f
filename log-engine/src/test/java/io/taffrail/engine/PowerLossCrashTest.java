/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.taffrail.settings.Durability;
import io.taffrail.testsupport.disk.LoopDisk;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Takes the power from a file system while a process publishes to it, again and again. What was durable must be there,
 * and what is there must be sound; see {@link Promises} and {@link LoopDisk}.
 *
 * <p>Off unless asked for: {@code -Dtaffrail.powerloss.cycles=20}, as root; {@code -Dtaffrail.powerloss.seed=7} for
 * others.
 */
class PowerLossCrashTest {
    private static final int RETENTION_BYTES = 4 << 20;
    private static final long LIFE_NS = TimeUnit.MILLISECONDS.toNanos(400);
    private static final long OPENING_NS = TimeUnit.MILLISECONDS.toNanos(300);

    @TempDir
    Path directory;

    private LoopDisk disk;
    private SplittableRandom random;
    private Promises promises;
    private int cuts;

    @ParameterizedTest
    @EnumSource(Durability.class)
    void shouldKeepWhatWasDurableWhenThePowerGoes(final Durability durability) throws Exception {
        final int cycles = Integer.getInteger("taffrail.powerloss.cycles", 0);
        assumeTrue(cycles > 0, "off: -Dtaffrail.powerloss.cycles=20 takes the power so often (needs root)");
        final long seed = Long.getLong("taffrail.powerloss.seed", 1);
        random = new SplittableRandom(seed);
        promises = new Promises(RETENTION_BYTES, durability == Durability.SYNC);
        final long sinceNs = System.nanoTime();
        try (LoopDisk made = LoopDisk.make(directory)) {
            disk = made;
            for (int life = 0; life < cycles; life++) {
                try {
                    liveAndDie(life, durability);
                } catch (final AssertionError ex) {
                    throw new AssertionError("life=" + life + " seed=" + seed + ": " + ex.getMessage(), ex);
                }
            }
        }
        System.out.println("power lost: durability=" + durability + " lives=" + cycles + " cuts=" + cuts + " "
                + promises + " seed=" + seed + " seconds="
                + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - sinceNs));
    }

    private void liveAndDie(final int life, final Durability durability) throws Exception {
        final Path file = directory.resolve("notes" + life);
        final LifeNotes notes = LifeNotes.open(file);
        final Object[] usual = LivingMain.arguments(data(), file, life, durability, RETENTION_BYTES);
        final Object[] arguments = Arrays.copyOf(usual, usual.length + 1);
        arguments[usual.length] = LivingMain.SCATTER;
        final boolean isKilledFirst = random.nextInt(4) == 0;
        try (ChildJvm child = ChildJvm.start(disk.prefix(), LivingMain.class, arguments)) {
            if (random.nextInt(8) > 0) {
                child.awaitLine("publishing");
                KillCrashTest.pause(random.nextLong(LIFE_NS));
            } else {
                KillCrashTest.pause(random.nextLong(2 * OPENING_NS));
            }
            if (!isKilledFirst) {
                disk.cut();
            }
            child.kill();
            assertEquals(
                    List.of(),
                    child.rest().stream()
                            .filter(line -> line.startsWith("broken promise"))
                            .toList(),
                    "what it said while it lived");
        }
        promises.add(life, notes);
        Files.delete(file);
        if (isKilledFirst) {
            if (random.nextBoolean()) {
                promises.checkAfterKill(holdings()); // what a recovery has shown is durable
            }
            disk.cut();
        }
        restart();
        if (random.nextInt(4) == 0) {
            cutWhileOpening();
        }
        promises.checkAfterPowerLoss(holdings());
    }

    private void cutWhileOpening() throws IOException {
        try (ChildJvm child = ChildJvm.start(disk.prefix(), HoldingsMain.class, data(), directory.resolve("unread"))) {
            child.awaitLine("opening");
            KillCrashTest.pause(random.nextLong(OPENING_NS));
            disk.cut();
            child.kill();
        }
        restart();
    }

    private void restart() throws IOException {
        cuts++;
        disk.restart(random.nextBoolean() ? "defaults" : "data=writeback");
    }

    private Holdings holdings() throws IOException {
        final Path file = directory.resolve("holdings");
        try (ChildJvm child = ChildJvm.start(disk.prefix(), HoldingsMain.class, data(), file)) {
            final String answer = child.awaitLine("taken: ");
            child.end();
            if (answer.equals("taken: nothing")) {
                return null;
            }
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            return Holdings.read(in);
        }
    }

    private Path data() {
        return disk.directory().resolve("data");
    }
}
