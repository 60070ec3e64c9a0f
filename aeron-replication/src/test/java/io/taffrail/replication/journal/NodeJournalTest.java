/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.replication.raft.RaftEffects;
import io.taffrail.replication.raft.Standing;
import io.taffrail.storage.FileStorage;
import io.taffrail.storage.ForceFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a journal remembers, refuses and costs. */
class NodeJournalTest {
    private static final Path ROOT = Path.of("/data");
    private static final Path FILE = ROOT.resolve(JournalFile.NAME);
    private static final UUID CLUSTER = new UUID(7, 8);

    private final SimulatedDisk disk = new SimulatedDisk();
    private final NodeIdentity identity = NodeDirectory.format(disk, ROOT, CLUSTER, 1, Standing.VOTER);

    NodeJournalTest() throws IOException {}

    @Test
    void shouldRememberEverythingWhenOpenedAgain() throws IOException {
        final UUID peer = new UUID(-1, 5);
        try (NodeJournal journal = open()) {
            journal.noteBallot(Long.MIN_VALUE, Integer.MAX_VALUE, 0);
            journal.noteBallot(2, 3, 1);
            journal.noteBallot(2, 4, RaftEffects.NOBODY);
            journal.noteStanding(2, Standing.AMNESIAC);
            journal.notePeer(3, new UUID(1, 1));
            journal.notePeer(3, peer);
            journal.force();
        }

        try (NodeJournal journal = open()) {
            assertEquals(Integer.MAX_VALUE, journal.term(Long.MIN_VALUE));
            assertEquals(0, journal.votedFor(Long.MIN_VALUE));
            assertEquals(4, journal.term(2));
            assertEquals(RaftEffects.NOBODY, journal.votedFor(2));
            assertEquals(Standing.AMNESIAC, journal.standing(2));
            assertEquals(peer, journal.peer(3));
        }
    }

    @Test
    void shouldKnowNothingWhenNothingWasNoted() throws IOException {
        try (NodeJournal journal = open()) {
            assertEquals(0, journal.term(9));
            assertEquals(RaftEffects.NOBODY, journal.votedFor(9));
            assertEquals(Standing.VOTER, journal.standing(9));
            assertNull(journal.peer(9));
        }
    }

    @Test
    void shouldBeginAmnesiacWhenTheDirectoryWasFormattedSo() throws IOException {
        final SimulatedDisk other = new SimulatedDisk();
        NodeDirectory.format(other, ROOT, CLUSTER, 1, Standing.AMNESIAC);

        try (NodeJournal journal = NodeJournal.open(other, ROOT, NodeDirectory.read(other, ROOT))) {
            journal.noteStanding(2, Standing.VOTER);

            assertEquals(Standing.AMNESIAC, journal.standing(1));
            assertEquals(Standing.VOTER, journal.standing(2));
        }
    }

    @Test
    void shouldGrowTheIncarnationWithEveryStart() throws IOException {
        for (int start = 1; start <= 20; start++) {
            final NodeJournal journal = open();
            assertEquals(start, journal.incarnation());
            if (start % 2 == 0) {
                journal.close();
            }
        }
    }

    @Test
    void shouldWorkOnARealFileSystem(@TempDir final Path directory) throws IOException {
        final FileStorage storage = new FileStorage();
        final Path node = directory.resolve("new").resolve("node");
        final NodeIdentity real = NodeDirectory.format(storage, node, CLUSTER, 1, Standing.VOTER);
        try (NodeJournal journal = NodeJournal.open(storage, node, real, 4096)) {
            for (int term = 1; term <= 300; term++) {
                journal.noteBallot(5, term, 2);
                journal.force();
            }
        }

        try (NodeJournal journal = NodeJournal.open(storage, node, NodeDirectory.read(storage, node))) {
            assertEquals(2, journal.incarnation());
            assertEquals(300, journal.term(5));
            assertEquals(2, journal.votedFor(5));
        }
    }

    @Test
    void shouldRefuseASecondVoteAndAnOlderTerm() throws IOException {
        try (NodeJournal journal = open()) {
            journal.noteBallot(1, 5, RaftEffects.NOBODY);
            journal.noteBallot(1, 5, 2);
            journal.noteBallot(1, 5, 2);

            assertThrows(IllegalArgumentException.class, () -> journal.noteBallot(1, 5, 0));
            assertThrows(IllegalArgumentException.class, () -> journal.noteBallot(1, 5, RaftEffects.NOBODY));
            assertThrows(IllegalArgumentException.class, () -> journal.noteBallot(1, 4, 2));
            assertEquals(2, journal.votedFor(1));
        }
    }

    @Test
    void shouldBeDirtyUntilForcedWhenSomethingChanged() throws IOException {
        try (NodeJournal journal = open()) {
            assertFalse(journal.isDirty());
            journal.noteBallot(1, 1, 1);
            assertTrue(journal.isDirty());
            journal.force();
            assertFalse(journal.isDirty());

            final long before = disk.operations();
            journal.noteBallot(1, 1, 1);
            journal.force();

            assertEquals(before, disk.operations(), "nothing was new");
        }
    }

    @Test
    void shouldForceOnceForAllThatWasNoted() throws IOException {
        try (NodeJournal journal = open()) {
            final long before = disk.operations();
            for (int group = 0; group < 1000; group++) {
                journal.noteBallot(group, 1, 1);
            }
            journal.force();

            assertEquals(3, disk.operations() - before, "a write, a force, a mark");
        }
    }

    @Test
    void shouldForceWhatWasNotedWhenClosed() throws IOException {
        try (NodeJournal journal = open()) {
            journal.noteBallot(1, 3, 1);
        }

        assertEquals(3, open().term(1));
    }

    @Test
    void shouldThrowFromThenOnWhenAForceFails() throws IOException {
        final NodeJournal journal = open();
        journal.noteBallot(1, 1, 1);
        disk.failForces();

        assertThrows(ForceFailedException.class, journal::force);

        assertThrows(IllegalStateException.class, journal::force);
        assertThrows(IllegalStateException.class, journal::isDirty);
        assertThrows(IllegalStateException.class, () -> journal.term(1));
        assertThrows(IllegalStateException.class, () -> journal.noteBallot(1, 2, 1));
        assertThrows(IllegalStateException.class, () -> journal.noteStanding(1, Standing.VOTER));
        assertThrows(IllegalStateException.class, () -> journal.notePeer(1, CLUSTER));
        journal.close();
        assertThrows(IllegalStateException.class, journal::force);
    }

    @Test
    void shouldRefuseToStartWhenTheJournalIsMissing() {
        disk.put(FILE, null);

        final String message =
                assertThrows(NodeDirectoryException.class, this::open).getMessage();

        assertTrue(message.contains("journal is missing: file=/data/node.journal"), message);
        assertFalse(disk.exists(FILE));
    }

    @Test
    void shouldRefuseToStartWhenTheJournalIsOfAnotherDirectory() throws IOException {
        final SimulatedDisk other = new SimulatedDisk();
        NodeDirectory.format(other, ROOT, CLUSTER, 1, Standing.VOTER);
        disk.put(FILE, other.bytes(FILE));

        final String message =
                assertThrows(NodeDirectoryException.class, this::open).getMessage();

        assertTrue(message.contains(NodeIdentity.text(identity.directoryId())), message);
    }

    @Test
    void shouldStayBoundedWhenThereAreManyBallots() throws IOException {
        final int groups = 50;
        try (NodeJournal journal = open()) {
            for (int ballot = 0; ballot < 400_000; ballot++) {
                journal.noteBallot(ballot % groups, ballot / groups + 1, ballot % 3);
                if (ballot % 50 == 49) {
                    journal.force();
                    assertEquals(JournalFile.MIN_LENGTH, disk.open(FILE, false).size());
                }
            }
        }

        assertEquals(
                1,
                disk.list(ROOT).stream()
                        .filter(name -> name.contains("journal"))
                        .count());
        final JournalHeader header = JournalReader.read(disk, FILE, new JournalState());
        assertTrue(header.fileNumber() > 10, () -> "written anew times=" + header.fileNumber());
        assertEquals(8000, open().term(groups - 1));
    }

    @Test
    void shouldGrowTheFileWhenThereAreManyGroups() throws IOException {
        final int groups = 20_000;
        try (NodeJournal journal = open()) {
            for (int group = 0; group < groups; group++) {
                journal.noteBallot(group, group + 1, 1);
            }
            journal.force();
        }

        try (NodeJournal journal = open()) {
            for (int group = 0; group < groups; group++) {
                assertEquals(group + 1, journal.term(group));
            }
        }
        assertTrue(disk.open(FILE, false).size() < 8 * groups * JournalDescriptor.ENTRY_LENGTH);
    }

    private NodeJournal open() throws IOException {
        return NodeJournal.open(disk, ROOT, identity);
    }
}
