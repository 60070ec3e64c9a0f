/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.log.CorruptLogException;
import io.taffrail.log.NewerFormatException;
import io.taffrail.replication.raft.Standing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Flips every bit of a small journal. */
class JournalDamageTest {
    private static final Path ROOT = Path.of("/data");
    private static final Path FILE = ROOT.resolve(JournalFile.NAME);
    private static final int LENGTH = 4096;
    private static final int ENTRY = JournalDescriptor.ENTRY_LENGTH;
    private static final int SNAPSHOT_END = JournalDescriptor.HEADER_LENGTH + ENTRY;
    private static final int TAIL_GROUP = 50;

    private final SimulatedDisk disk = new SimulatedDisk();
    private final NodeJournal journal;

    JournalDamageTest() throws IOException {
        final NodeIdentity identity = NodeDirectory.format(disk, ROOT, new UUID(7, 8), 1, Standing.VOTER);
        journal = NodeJournal.open(disk, ROOT, identity, LENGTH);
        journal.noteBallot(1, 1, 1);
        journal.noteStanding(1, Standing.AMNESIAC);
        journal.force();
        journal.noteBallot(1, 2, 0);
        journal.notePeer(2, new UUID(3, 4));
        journal.force();
    }

    @Test
    void shouldDetectEveryBitThatFlipsInWhatWasForced() {
        final byte[] bytes = disk.bytes(FILE);
        final int mark = SNAPSHOT_END + 5 * ENTRY;
        final String whole = facts(bytes);

        final int detected = flipEveryBit(bytes, position -> position < mark ? null : whole);

        assertEquals(mark * Byte.SIZE, detected);
    }

    @Test
    void shouldDropOnlyTheTailWhenABitFlipsInWhatWasNotForced() {
        final int tail = SNAPSHOT_END + 6 * ENTRY;
        final String[] remembered = new String[4];
        remembered[0] = facts(disk.bytes(FILE));
        for (int entry = 0; entry < 3; entry++) {
            journal.noteBallot(TAIL_GROUP + entry, 1, 1);
        }
        disk.crashIn(1);
        assertThrows(PowerFailure.class, journal::force);
        final byte[] bytes = disk.bytes(FILE);
        for (int entry = 0; entry < 3; entry++) {
            final byte[] cut = bytes.clone();
            Arrays.fill(cut, tail + (entry + 1) * ENTRY, cut.length, (byte) 0);
            remembered[entry + 1] = facts(cut);
        }

        final int detected = flipEveryBit(bytes, position -> {
            final int entry = Math.max(0, (position - tail) / ENTRY);
            return position < tail - ENTRY ? null : remembered[Math.min(3, entry)];
        });

        assertEquals((tail - ENTRY) * Byte.SIZE, detected);
        assertEquals(4, Arrays.stream(remembered).distinct().count());
    }

    @Test
    void shouldDetectAFileThatWasCutShort() {
        final byte[] bytes = disk.bytes(FILE);
        for (int length = 0; length < bytes.length; length++) {
            final byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(CorruptLogException.class, () -> facts(cut), () -> "length=" + cut.length);
        }
    }

    @Test
    void shouldNameWhatIsDamaged() {
        final byte[] bytes = disk.bytes(FILE);
        bytes[SNAPSHOT_END + 20] ^= 1;

        final CorruptLogException found = assertThrows(CorruptLogException.class, () -> facts(bytes));

        assertEquals(SNAPSHOT_END, found.position());
        assertEquals(FILE, found.path());
        assertTrue(found.getMessage().contains("expected crc="), found.getMessage());
        assertTrue(found.getMessage().contains("found crc="), found.getMessage());
    }

    @Test
    void shouldRefuseANewerVersion() {
        final byte[] bytes = disk.bytes(FILE);
        bytes[JournalDescriptor.FORMAT_VERSION_OFFSET] = 2;

        assertThrows(NewerFormatException.class, () -> facts(bytes));
    }

    @Test
    void shouldNotTakeAnEntryThatStandsElsewhere() {
        final byte[] bytes = disk.bytes(FILE);
        System.arraycopy(bytes, SNAPSHOT_END, bytes, SNAPSHOT_END + ENTRY, ENTRY);

        final CorruptLogException found = assertThrows(CorruptLogException.class, () -> facts(bytes));

        assertEquals(SNAPSHOT_END + ENTRY, found.position());
    }

    /** How many flips were detected; those of which something is expected must read like that. */
    private int flipEveryBit(final byte[] bytes, final IntFunction<String> expected) {
        int detected = 0;
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            final int at = bit;
            final String facts = expected.apply(bit / Byte.SIZE);
            bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            if (facts == null) {
                final RuntimeException found =
                        assertThrows(RuntimeException.class, () -> facts(bytes), () -> "bit=" + at);
                assertTrue(
                        found instanceof CorruptLogException || found instanceof NewerFormatException,
                        () -> "bit=" + at + " " + found);
                detected++;
            } else {
                assertEquals(facts, facts(bytes), () -> "bit=" + at);
            }
            bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        }
        return detected;
    }

    /** All that a file says. */
    private static String facts(final byte[] bytes) {
        final SimulatedDisk other = new SimulatedDisk();
        other.put(FILE, bytes);
        final JournalState state = new JournalState();
        try {
            JournalReader.read(other, FILE, state);
        } catch (final IOException ex) {
            throw new AssertionError(ex);
        }
        final StringBuilder facts = new StringBuilder();
        state.forEach(
                (kind, number, first, second) -> facts.append(kind + " " + number + " " + first + " " + second + "\n"));
        return facts.toString();
    }
}
