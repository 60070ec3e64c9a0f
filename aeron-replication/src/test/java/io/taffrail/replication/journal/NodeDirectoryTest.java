/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.log.CorruptLogException;
import io.taffrail.log.NewerFormatException;
import io.taffrail.replication.raft.Standing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Formatting a directory, and telling whose it is. */
class NodeDirectoryTest {
    private static final Path ROOT = Path.of("/data");
    private static final Path FILE = ROOT.resolve(NodeProperties.NAME);
    private static final UUID CLUSTER = NodeIdentity.parseId("MkU3OEVBNTcwNTJENDM2Qg");

    private final SimulatedDisk disk = new SimulatedDisk();

    @Test
    void shouldReadWhatWasFormatted() throws IOException {
        final NodeIdentity identity = NodeDirectory.format(disk, ROOT, CLUSTER, 7, Standing.AMNESIAC);

        assertEquals(identity, NodeDirectory.read(disk, ROOT, CLUSTER, 7));
        assertEquals(new NodeIdentity(CLUSTER, 7, identity.directoryId(), Standing.AMNESIAC), identity);
    }

    @Test
    void shouldWriteTextForPeople() throws IOException {
        final NodeIdentity identity = NodeDirectory.format(disk, ROOT, CLUSTER, 7, Standing.VOTER);

        final String text = new String(disk.bytes(FILE), StandardCharsets.UTF_8);

        final String expected = "version=1\ncluster.id=MkU3OEVBNTcwNTJENDM2Qg\nnode.id=7\ndirectory.id="
                + NodeIdentity.text(identity.directoryId()) + "\nstanding=voter\ncrc32c=";
        assertTrue(text.startsWith(expected), text);
    }

    @Test
    void shouldRefuseToFormatTwice() throws IOException {
        NodeDirectory.format(disk, ROOT, CLUSTER, 7, Standing.VOTER);
        final byte[] before = disk.bytes(FILE);

        final String message = refusal(() -> NodeDirectory.format(disk, ROOT, new UUID(1, 1), 8, Standing.VOTER));

        assertTrue(message.contains("cluster.id=MkU3OEVBNTcwNTJENDM2Qg node.id=7"), message);
        assertEquals(new String(before, StandardCharsets.UTF_8), new String(disk.bytes(FILE), StandardCharsets.UTF_8));
    }

    @Test
    void shouldRefuseToFormatOverAJournalThatWasInUse() throws IOException {
        final NodeIdentity identity = NodeDirectory.format(disk, ROOT, CLUSTER, 7, Standing.VOTER);
        NodeJournal.open(disk, ROOT, identity).close();
        disk.put(FILE, null);

        final String message = refusal(() -> NodeDirectory.format(disk, ROOT, CLUSTER, 7, Standing.VOTER));

        assertTrue(message.contains("node.properties"), message);
    }

    @Test
    void shouldNameTheCommandWhenNotFormatted() {
        final String message = refusal(() -> NodeDirectory.read(disk, ROOT));

        assertTrue(message.contains("./taffrail cluster format"), message);
        assertTrue(message.contains("dir=/data"), message);
    }

    @Test
    void shouldNameBothWhenTheNodeIsAnother() throws IOException {
        NodeDirectory.format(disk, ROOT, CLUSTER, 7, Standing.VOTER);

        final String message = refusal(() -> NodeDirectory.read(disk, ROOT, CLUSTER, 8));

        assertTrue(message.contains("found node.id=7 expected node.id=8"), message);
    }

    @Test
    void shouldNameBothWhenTheClusterIsAnother() throws IOException {
        NodeDirectory.format(disk, ROOT, CLUSTER, 7, Standing.VOTER);
        final UUID other = new UUID(0, 0);

        final String message = refusal(() -> NodeDirectory.read(disk, ROOT, other, 7));

        assertTrue(
                message.contains("found cluster.id=MkU3OEVBNTcwNTJENDM2Qg expected cluster.id=AAAAAAAAAAAAAAAAAAAAAA"),
                message);
    }

    @Test
    void shouldRefuseAnUnknownVersion() throws IOException {
        disk.put(FILE, "version=2\nsomething=else\n".getBytes(StandardCharsets.UTF_8));

        final NewerFormatException found =
                assertThrows(NewerFormatException.class, () -> NodeDirectory.read(disk, ROOT));

        assertTrue(found.getMessage().contains("formatVersion=2 supported=1"), found.getMessage());
    }

    @Test
    void shouldDetectEveryBitThatFlips() throws IOException {
        NodeDirectory.format(disk, ROOT, CLUSTER, 7, Standing.VOTER);
        final byte[] bytes = disk.bytes(FILE);

        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            final byte[] flipped = bytes.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            disk.put(FILE, flipped);

            final RuntimeException found =
                    assertThrows(RuntimeException.class, () -> NodeDirectory.read(disk, ROOT), "bit=" + bit);

            final boolean isNamed = found instanceof CorruptLogException || found instanceof NewerFormatException;
            assertTrue(isNamed, "bit=" + bit + " " + found);
        }
    }

    @Test
    void shouldDetectAnEdit() throws IOException {
        NodeDirectory.format(disk, ROOT, CLUSTER, 7, Standing.VOTER);
        final String text = new String(disk.bytes(FILE), StandardCharsets.UTF_8);
        disk.put(FILE, text.replace("node.id=7", "node.id=8").getBytes(StandardCharsets.UTF_8));

        final CorruptLogException found = assertThrows(CorruptLogException.class, () -> NodeDirectory.read(disk, ROOT));

        assertTrue(found.getMessage().contains("edited by hand"), found.getMessage());
    }

    @Test
    void shouldWriteIdsAsTheyAreRead() {
        for (int i = 0; i < 1000; i++) {
            final UUID id = NodeIdentity.newId();
            final String text = NodeIdentity.text(id);

            assertEquals(22, text.length());
            assertNotEquals('-', text.charAt(0));
            assertEquals(id, NodeIdentity.parseId(text));
        }
        assertThrows(IllegalArgumentException.class, () -> NodeIdentity.parseId(""));
        assertThrows(IllegalArgumentException.class, () -> NodeIdentity.parseId("MkU3OEVBNTcwNTJENDM2Qh"));
        assertThrows(IllegalArgumentException.class, () -> NodeIdentity.parseId("MkU3OEVBNTcwNTJENDM2Q!"));
    }

    private static String refusal(final org.junit.jupiter.api.function.Executable executable) {
        return assertThrows(NodeDirectoryException.class, executable).getMessage();
    }
}
