/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.engine.EngineException;
import io.taffrail.replication.journal.NodeIdentity;
import io.taffrail.replication.journal.NodeJournal;
import io.taffrail.replication.raft.Standing;
import io.taffrail.storage.FileStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NodeRecoveryTest {
    private static final String NODES = "1@127.0.0.1:7401,2@127.0.0.1:7402";

    @TempDir
    Path temporary;

    private NodeConfig config;
    private NodeIdentity identity;

    @BeforeEach
    void format() throws IOException {
        config = LoneNode.config(temporary);
        identity = LoneNode.format(config, Standing.AMNESIAC);
    }

    @Test
    void shouldVoteAgainWhenLossIsAccepted() throws IOException {
        assertFalse(isLeadingWithinSomeTurns(), "an amnesiac replica elected itself");

        try (NodeRecovery recovery = NodeRecovery.open(config)) {
            assertTrue(recovery.replica(LoneNode.TOPIC, 0).isAmnesiac());
            recovery.acceptLoss(LoneNode.TOPIC, 0);
            assertFalse(recovery.replica(LoneNode.TOPIC, 0).isAmnesiac());
            assertThrows(EngineException.class, () -> recovery.acceptLoss(LoneNode.TOPIC, 0));
        }

        try (ReplicationNode node = ReplicationNode.start(config)) {
            LoneNode.await(node, () -> node.partition(LoneNode.TOPIC, 0).isLeading(), "it leads");
        }
        final String noted = Files.readString(config.directory().resolve(NodeRecovery.LOG));
        assertEquals(1, noted.lines().count(), noted);
        assertTrue(noted.contains("node=1 accepted loss partition=orders-0 lastTerm=0 endOffset=0"), noted);
    }

    @Test
    void shouldStayAmnesiacWhenItIsOnlyLookedAt() throws IOException {
        isLeadingWithinSomeTurns();

        try (NodeRecovery recovery = NodeRecovery.open(config)) {
            recovery.replica(LoneNode.TOPIC, 0);
            assertThrows(IllegalArgumentException.class, () -> recovery.replica(LoneNode.TOPIC, 1));
            assertThrows(IllegalArgumentException.class, () -> recovery.replica("other", 0));
        }

        assertFalse(isLeadingWithinSomeTurns(), "an amnesiac replica elected itself");
        assertFalse(Files.exists(config.directory().resolve(NodeRecovery.LOG)));
    }

    @Test
    void shouldRefuseANodeThatRunsOrNeverDid() throws IOException {
        final String never = assertThrows(EngineException.class, () -> NodeRecovery.open(config))
                .getMessage();
        final String runs;
        try (ReplicationNode node = ReplicationNode.start(config)) {
            node.doWork();
            runs = assertThrows(EngineException.class, () -> NodeRecovery.open(config))
                    .getMessage();
        }

        assertTrue(never.contains("never ran"), never);
        assertTrue(runs.contains("is open already"), runs);
    }

    @Test
    void shouldForgetTheDirectoryOfAPeer() throws IOException {
        final NodeConfig two = LoneNode.config(temporary, "cluster.nodes", NODES);
        final UUID known = NodeIdentity.newId();
        isLeadingWithinSomeTurns();
        try (NodeJournal journal = NodeJournal.open(new FileStorage(), config.directory(), identity)) {
            journal.notePeer(2, known);
        }

        try (NodeRecovery recovery = NodeRecovery.open(two)) {
            assertThrows(IllegalArgumentException.class, () -> recovery.acceptDirectory(1));
            assertThrows(IllegalArgumentException.class, () -> recovery.acceptDirectory(3));
            assertEquals(known, recovery.acceptDirectory(2));
            assertThrows(EngineException.class, () -> recovery.acceptDirectory(2));
        }

        try (NodeJournal journal = NodeJournal.open(new FileStorage(), config.directory(), identity)) {
            assertNull(journal.peer(2));
            journal.notePeer(2, known);
            assertEquals(known, journal.peer(2));
        }
        final String noted = Files.readString(config.directory().resolve(NodeRecovery.LOG));
        assertTrue(noted.contains("directory of node=2, known was directory.id=" + NodeIdentity.text(known)), noted);
    }

    /** Long enough for several elections. */
    private boolean isLeadingWithinSomeTurns() {
        try (ReplicationNode node = ReplicationNode.start(config)) {
            final long untilNs = System.nanoTime() + 10L * config.electionMs() * 1_000_000;
            while (System.nanoTime() - untilNs < 0) {
                node.doWork();
            }
            return node.partition(LoneNode.TOPIC, 0).isLeading();
        }
    }
}
