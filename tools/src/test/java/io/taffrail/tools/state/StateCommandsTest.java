/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.tools.Shell;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.errors.DistinctErrorLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateCommandsTest {
    @TempDir
    Path temporary;

    private Shell shell;

    @BeforeEach
    void createTopic() {
        shell = new Shell(temporary.resolve("data"));
        shell.ok("topics", "create", "orders");
        shell.input("a\nb\n").ok("produce", "orders", "--sync");
    }

    @Test
    void shouldPrintCounters() {
        final String text = shell.ok("counters");
        final String json = shell.ok("counters", "--json");

        assertTrue(text.startsWith("pid=" + ProcessHandle.current().pid() + " (ended)\ncounter"), text);
        assertTrue(text.lines().anyMatch(line -> line.matches("engine errors +0")), text);
        assertTrue(json.lines().allMatch(line -> line.contains("\"counter\":\"")), json);
    }

    @Test
    void shouldPrintCountersAgain() {
        final String text = shell.ok("counters", "--watch", "--interval", "1", "--count", "3");

        assertEquals(3, text.lines().filter(line -> line.endsWith("per second")).count(), text);
        shell.fails(2, "must be 1 or more", "counters", "--watch", "--interval", "0");
    }

    @Test
    void shouldSayThatAFileHoldsNoCounters() throws IOException {
        Files.writeString(shell.directory().resolve("counters"), "nothing to count here");
        shell.fails(1, "not a counters file", "counters");
        Files.delete(shell.directory().resolve("counters"));
        shell.fails(1, "no counters", "counters");
    }

    @Test
    void shouldPrintErrors() throws IOException {
        assertEquals("errors=0\n", shell.ok("errors"));
        assertEquals("", shell.ok("errors", "--json"));
        final ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 16);
        final DistinctErrorLog log = new DistinctErrorLog(new UnsafeBuffer(bytes), () -> 1_700_000_000_000L);
        log.record(new IOException("no space left"));
        log.record(new IOException("other"));
        final byte[] copied = new byte[bytes.capacity()];
        bytes.get(0, copied);
        Files.write(shell.directory().resolve("errors"), copied);

        final String text = shell.ok("errors");
        final String json = shell.ok("errors", "--json");

        assertTrue(text.startsWith("count=1 first=2023-11-14T22:13:20Z last=2023-11-14T22:13:20Z\n  "), text);
        assertTrue(text.contains("no space left") && text.endsWith("errors=2\n"), text);
        assertEquals(2, json.lines().count());
    }
}
