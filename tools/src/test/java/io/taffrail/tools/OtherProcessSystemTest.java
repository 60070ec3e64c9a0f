/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands beside a process that owns the directory, and after it was killed. */
@Timeout(60)
class OtherProcessSystemTest {
    @TempDir
    Path temporary;

    @Test
    void shouldReadBesideABusyOwnerAndRefuseToOwn() throws Exception {
        final Shell shell = new Shell(temporary);
        try (EngineProcess owner = EngineProcess.start(temporary, true)) {
            for (int i = 0; i < 10; i++) {
                assertEquals(0, shell.run("log", "verify", temporary.toString()), shell::out);
            }
            assertTrue(shell.out().contains("in use by pid=" + owner.pid()), shell.out());
            assertTrue(shell.ok("topics", "list").contains(EngineProcess.TOPIC));
            assertTrue(shell.ok("topics", "describe", EngineProcess.TOPIC).contains("overridden"));
            final String read = shell.ok("consume", EngineProcess.TOPIC);
            assertTrue(read.startsWith("value0\nvalue1\n"), "it began with something else");
            assertTrue(
                    read.lines().count() >= EngineProcess.BEFORE_CLAIM,
                    () -> "lines=" + read.lines().count());
            assertEquals(
                    5,
                    shell.ok("consume", "live", "--follow", "--from", "latest", "--max", "5")
                            .lines()
                            .count());

            final String message = "owned by another process: dir=" + temporary + " pid=" + owner.pid();
            shell.fails(1, message, "topics", "create", "more");
            shell.fails(1, message, "topics", "alter", "live", "--config", "flush.ms=5");
            shell.fails(1, message, "topics", "delete", "live");
            shell.input("x\n").fails(1, message, "produce", "live");
        }
    }

    @Test
    void shouldReadWhatAKilledOwnerLeft() throws Exception {
        final Shell shell = new Shell(temporary);
        try (EngineProcess owner = EngineProcess.start(temporary, false)) {
            owner.kill();
        }

        assertEquals(0, shell.run("log", "verify", temporary.toString()), shell::out);
        assertTrue(shell.out().contains("an open claim of length="), shell.out());
        assertTrue(shell.out().contains("unclean: will be recovered at next open"), shell.out());
        final String described = shell.ok("topics", "describe", EngineProcess.TOPIC, "--json");
        assertTrue(described.contains("\"segments\":"), described);
        assertEquals(
                EngineProcess.BEFORE_CLAIM,
                shell.ok("consume", EngineProcess.TOPIC).lines().count());

        shell.ok("topics", "create", "more");

        assertEquals(0, shell.run("log", "verify", temporary.toString()), shell::out);
        assertFalse(shell.out().contains("unclean"), shell.out());
        assertEquals(
                EngineProcess.BEFORE_CLAIM + EngineProcess.AFTER_CLAIM,
                shell.ok("consume", EngineProcess.TOPIC).lines().count());
    }
}
