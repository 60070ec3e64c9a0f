/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.replication.raft.Standing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Loses power, and the process, at every step of formatting, opening, forcing and rewriting. */
class NodeJournalCrashTest {
    private static final Path ROOT = CrashRun.ROOT;
    private static final UUID CLUSTER = new UUID(7, 8);
    private static final int IMAGES = 50;

    @Test
    void shouldRememberWhatWasForcedWhenItCrashesAnywhere() {
        final CrashRun run = new CrashRun();

        for (long seed = 1; seed <= Long.getLong("taffrail.journal.seeds", 5); seed++) {
            assertNull(run.apply(seed));
        }

        System.out.println("journal crash images=" + run.images());
        assertTrue(run.images() > 5_000, () -> "images=" + run.images());
    }

    @Test
    void shouldBeFormattedWholeOrNotAtAllWhenFormattingCrashes() throws IOException {
        int formatted = 0;
        for (int moment = 0; ; moment++) {
            final SimulatedDisk disk = new SimulatedDisk();
            disk.crashIn(moment);
            if (isFormatted(disk)) {
                assertTrue(moment > 8, "too few operations: " + moment);
                break;
            }
            for (int seed = 0; seed < IMAGES; seed++) {
                final SimulatedDisk left = seed == 0 ? disk.afterKill() : disk.afterPowerLoss(new Random(seed));
                formatted += checkFormatted(left) ? 1 : 0;
            }
        }
        assertTrue(formatted > 0, "no crash left a formatted directory");
    }

    @Test
    void shouldStayFormattedWhenPowerIsLostAfterwards() throws IOException {
        for (int seed = 0; seed < IMAGES; seed++) {
            final SimulatedDisk disk = new SimulatedDisk();
            final NodeIdentity identity = NodeDirectory.format(disk, ROOT, CLUSTER, 1, Standing.VOTER);

            final SimulatedDisk left = disk.afterPowerLoss(new Random(seed));

            assertEquals(identity, NodeDirectory.read(left, ROOT));
            assertEquals(1, NodeJournal.open(left, ROOT, identity).incarnation());
        }
    }

    private static boolean isFormatted(final SimulatedDisk disk) throws IOException {
        try {
            NodeDirectory.format(disk, ROOT, CLUSTER, 1, Standing.VOTER);
            return true;
        } catch (final PowerFailure ex) {
            return false;
        }
    }

    /** Whether a directory is formatted; it must be one or the other, and the command must be able to go on. */
    private static boolean checkFormatted(final SimulatedDisk disk) throws IOException {
        final boolean wasFormatted = disk.exists(ROOT.resolve(NodeProperties.NAME));
        if (wasFormatted) {
            assertThrows(NodeDirectoryException.class, () -> isFormatted(disk));
        } else {
            assertTrue(isFormatted(disk));
        }
        final NodeIdentity identity = NodeDirectory.read(disk, ROOT, CLUSTER, 1);
        assertEquals(1, NodeJournal.open(disk, ROOT, identity).incarnation());
        return wasFormatted;
    }
}
