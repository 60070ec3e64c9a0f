/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.journal;

import io.taffrail.replication.raft.Standing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import java.util.function.LongFunction;

/**
 * Crashes a journal at every write, force and change of a name of one run, again while it recovers, and looks at what it
 * remembers. Answers how it broke a promise, or null.
 */
final class CrashRun implements LongFunction<String> {
    static final Path ROOT = Path.of("/data");

    private static final UUID CLUSTER = new UUID(7, 8);
    private static final int FORCES = 70;
    private static final int IMAGES = 12;
    private static final int LENGTH = 4096;

    private int images;

    CrashRun() {}

    /** Images looked at so far. */
    int images() {
        return images;
    }

    @Override
    public String apply(final long seed) {
        for (int moment = 0; ; moment++) {
            String image = "";
            try {
                for (int number = 0; number < IMAGES; number++) {
                    image = "seed=" + seed + " moment=" + moment + " image=" + number;
                    if (!crashAt(seed, moment, number)) {
                        return null;
                    }
                }
            } catch (final IOException | RuntimeException | AssertionError ex) {
                return image + ": " + ex;
            }
        }
    }

    /** False when the run was over before that moment. */
    private boolean crashAt(final long seed, final int moment, final int number) throws IOException {
        final Ledger ledger = new Ledger();
        final Random choices = new Random(seed * 1_000_003 + moment * 101L + number);
        SimulatedDisk disk = new SimulatedDisk();
        NodeDirectory.format(disk, ROOT, CLUSTER, 1, Standing.AMNESIAC);
        disk.crashIn(moment);
        if (isFinished(disk, ledger, new Random(seed))) {
            return false;
        }
        disk = number == 0 ? disk.afterKill() : afterCrash(disk, choices);
        for (int again = choices.nextInt(3); again > 0; again--) {
            disk.crashIn(choices.nextInt(40));
            isFinished(disk, ledger, new Random(choices.nextLong()));
            disk = afterCrash(disk, choices);
        }
        images++;
        ledger.onOpened(open(disk));
        return true;
    }

    private static SimulatedDisk afterCrash(final SimulatedDisk disk, final Random choices) {
        return choices.nextInt(4) == 0 ? disk.afterKill() : disk.afterPowerLoss(choices);
    }

    /** One process; false when it crashed. */
    private static boolean isFinished(final SimulatedDisk disk, final Ledger ledger, final Random random)
            throws IOException {
        try (NodeJournal journal = open(disk)) {
            ledger.onOpened(journal);
            for (int i = 0; i < FORCES; i++) {
                for (int notes = random.nextInt(20) == 0 ? 40 : random.nextInt(4); notes >= 0; notes--) {
                    ledger.noteAny(journal, random);
                }
                journal.force();
                ledger.onForced();
            }
            return true;
        } catch (final PowerFailure ex) {
            ledger.onCrash();
            return false;
        }
    }

    private static NodeJournal open(final SimulatedDisk disk) throws IOException {
        return NodeJournal.open(disk, ROOT, NodeDirectory.read(disk, ROOT, CLUSTER, 1), LENGTH);
    }
}
