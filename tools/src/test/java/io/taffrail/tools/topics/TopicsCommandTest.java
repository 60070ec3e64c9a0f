/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.topics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.tools.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicsCommandTest {
    @TempDir
    Path temporary;

    private Shell shell;

    @BeforeEach
    void createShell() {
        shell = new Shell(temporary.resolve("data"));
    }

    @Test
    void shouldCreateListDescribeAlterAndDelete() {
        assertEquals(
                "created topic=orders partitions=2\n",
                shell.ok(
                        "topics",
                        "create",
                        "--config",
                        "retention.ms=5000",
                        "segment.bytes=65536",
                        "orders",
                        "--partitions",
                        "2"));
        shell.ok("topics", "create", "audit");

        final String list = shell.ok("topics", "list");
        assertTrue(list.contains("orders           2        0  retention.ms=5000 segment.bytes=65536"), list);
        assertEquals(3, list.lines().count());
        final String described = shell.ok("topics", "describe", "orders");
        assertTrue(described.lines().anyMatch(line -> line.matches("retention\\.ms +5000 +overridden")), described);
        assertTrue(described.lines().anyMatch(line -> line.matches("durability +async")), described);

        assertEquals(
                "altered topic=orders partitions=4 overrides=durability=sync segment.bytes=65536\n",
                shell.ok(
                        "topics",
                        "alter",
                        "orders",
                        "--partitions=4",
                        "--config=durability=sync",
                        "--delete-config",
                        "retention.ms"));
        assertEquals("deleted topic=orders\n", shell.ok("topics", "delete", "orders"));
        assertFalse(shell.ok("topics", "list").contains("orders"));
    }

    @Test
    void shouldDescribePartitionsWithOffsetsAndFiles() {
        shell.ok("topics", "create", "orders");
        shell.input("a\nb\n").ok("produce", "orders");

        final String described = shell.ok("topics", "describe", "orders");
        final String json = shell.ok("topics", "describe", "orders", "--json");

        assertTrue(
                described.lines().anyMatch(line -> line.matches(" +0 +0 +2 +2 +1 +1 +[0-9.]+ KiB +2 +100 %")),
                described);
        assertTrue(
                json.contains("\"endOffset\":2,\"lastStableOffset\":2,\"durableOffset\":2,\"term\":1,\"segments\":1"),
                json);
        assertTrue(json.contains("\"settings\":{\"cleanup.policy\":\"delete\""), json);
        assertEquals(1, json.lines().count());
        assertEquals(
                "{\"topic\":\"orders\",\"partitions\":1,\"offsets\":2,\"overrides\":{}}\n",
                shell.ok("topics", "list", "--json"));
    }

    @Test
    void shouldShowSkewAndRates() {
        shell.ok("topics", "create", "orders", "--partitions", "2");
        assertFalse(shell.ok("topics", "describe", "orders").contains("skew"), shell.out());
        shell.input("a\nb\nc\n").ok("produce", "orders", "--partition", "1");
        shell.input("a\n").ok("produce", "orders", "--partition", "0");

        final String described = shell.ok("topics", "describe", "orders", "--rates", "--interval", "10");
        final String json = shell.ok("topics", "describe", "orders", "--json", "--rates", "--interval", "10");

        assertTrue(described.endsWith("\n\nskew 1.5: partition 1 takes 75 % of the records\n"), described);
        assertTrue(described.contains("records  share  records/s"), described);
        assertTrue(json.contains("\"records\":4,\"skew\":1.5,"), json);
        assertTrue(json.contains("\"records\":3,\"share\":0.75,\"recordsPerSecond\":0.0"), json);
        shell.fails(2, "--interval=0", "topics", "describe", "orders", "--rates", "--interval", "0");
    }

    @Test
    void shouldRefuseBadInputAndChangeNothing() {
        shell.ok("topics", "create", "orders");

        shell.fails(2, "is invalid", "topics", "create", "no/such");
        shell.fails(2, "is reserved", "topics", "create", "__mine");
        shell.fails(2, "must be 1 or more", "topics", "create", "x", "--partitions", "0");
        shell.fails(2, "did you mean retention.ms", "topics", "create", "x", "--config", "retention.m=1");
        shell.fails(2, "expected key=value", "topics", "create", "x", "--config", "retention");
        shell.fails(2, "given twice", "topics", "create", "x", "--config", "flush.ms=1", "flush.ms=2");
        shell.fails(1, "exists already", "topics", "create", "orders");
        shell.fails(2, "did you mean orders?", "topics", "describe", "order");
        shell.fails(2, "did you mean orders?", "topics", "delete", "ordres");
        shell.fails(2, "nothing to alter", "topics", "alter", "orders");
        shell.fails(2, "must be larger", "topics", "alter", "orders", "--partitions", "1", "--config", "flush.ms=1");
        assertEquals(
                "{\"topic\":\"orders\",\"partitions\":1,\"offsets\":0,\"overrides\":{}}\n",
                shell.ok("topics", "list", "--json"));
    }

    @Test
    void shouldRefuseADirectoryThatIsNotOurs() throws IOException {
        shell.fails(2, "no such data directory", "topics", "list");
        Files.createDirectories(shell.directory());
        Files.writeString(shell.directory().resolve("letter.txt"), "dear reader");

        shell.fails(2, "not a taffrail data directory", "topics", "list");
        shell.fails(2, "not a taffrail data directory", "topics", "create", "orders");
        shell.fails(2, "not a taffrail data directory", "consume", "orders");
        shell.fails(2, "not a taffrail data directory", "produce", "orders");
        shell.fails(2, "not a taffrail data directory", "errors");

        assertEquals(1, shell.directory().toFile().list().length);
    }

    @Test
    void shouldRefuseADirectoryOfANewerFormat() throws IOException {
        shell.ok("topics", "create", "orders");
        Files.writeString(shell.directory().resolve("taffrail.format"), "taffrail data directory, format version 2\n");

        shell.fails(1, "has a newer format", "topics", "list");
        shell.fails(1, "has a newer format", "topics", "create", "more");
        shell.fails(1, "has a newer format", "produce", "orders");
    }

    @Test
    void shouldSuggestTheNearestSubcommand() {
        assertEquals(2, shell.run("topics", "lst"));
        assertTrue(shell.err().contains("Did you mean: topics list"), shell.err());
        assertEquals(2, shell.run("topics"));
        shell.assertError("Missing required subcommand");
    }

    @Test
    void shouldHaveHelpEverywhere() {
        for (final String command : new String[] {"create", "list", "describe", "alter", "delete", "delete-records"}) {
            assertEquals(0, shell.run("topics", command, "--help"));
            assertTrue(shell.out().contains("--dir"), shell.out());
        }
        for (final String command : new String[] {"topics", "produce", "consume", "log", "counters", "errors"}) {
            assertEquals(0, shell.run(command, "--help"));
        }
        for (final String command : new String[] {"dump", "verify"}) {
            assertEquals(0, shell.run("log", command, "--help"));
            assertTrue(shell.out().contains("--json"), shell.out());
        }
    }
}
