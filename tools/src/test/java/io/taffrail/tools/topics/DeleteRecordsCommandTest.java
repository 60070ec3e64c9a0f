/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.topics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.tools.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeleteRecordsCommandTest {
    private static final String ALL = "a\nb\nc\nd\n";

    @TempDir
    Path temporary;

    private Shell shell;

    @BeforeEach
    void createTopics() {
        shell = new Shell(temporary.resolve("data"));
        shell.ok("topics", "create", "orders", "--partitions", "2");
        shell.input(ALL).ok("produce", "orders", "--partition", "1");
    }

    @Test
    void shouldMoveTheStartForGood() {
        assertEquals(
                "topic   partition  start\norders          0      0\norders          1      2\n",
                shell.ok("topics", "delete-records", "orders:1=2", "orders:0=0"));

        assertEquals("c\nd\n", shell.ok("consume", "orders"));
        assertEquals("c\nd\n", shell.ok("consume", "orders", "--from", "1", "--partition", "1"));
        assertTrue(shell.err().contains("records lost=1"), shell.err());
        assertEquals(0, shell.run("log", "verify", shell.directory().toString()), shell::out);
        shell.input("e\n").ok("produce", "orders", "--partition", "1");
        assertEquals("c\nd\ne\n", shell.ok("consume", "orders"));
        assertEquals(
                "{\"topic\":\"orders\",\"partition\":1,\"logStartOffset\":5}\n",
                shell.ok("topics", "delete-records", "orders:1=-1", "--json"));
        assertEquals("", shell.ok("consume", "orders"));
        assertEquals(0, shell.run("log", "verify", shell.directory().toString()), shell::out);
        shell.input("f\n").ok("produce", "orders", "--partition", "1");
        assertEquals("f\n", shell.ok("consume", "orders"));
    }

    @Test
    void shouldTakeAFileAsKafkaDoes() throws IOException {
        final Path file = Files.writeString(
                temporary.resolve("offsets.json"),
                "{\"partitions\": [{\"topic\": \"orders\", \"partition\": 1, \"offset\": 3}], \"version\": 1}");

        shell.ok("topics", "delete-records", "--offset-json-file", file.toString());

        assertEquals("d\n", shell.ok("consume", "orders"));
    }

    @Test
    void shouldRefuseBadInputAndChangeNothing() throws IOException {
        shell.fails(2, "OFFSET_OUT_OF_RANGE", "topics", "delete-records", "orders:0=0", "orders:1=5");
        shell.assertError("offset=5 logStartOffset=0 endOffset=4");
        shell.fails(2, "OFFSET_OUT_OF_RANGE", "topics", "delete-records", "orders:1=2", "orders:0=1");
        shell.fails(2, "OFFSET_OUT_OF_RANGE", "topics", "delete-records", "orders:1=-2");
        shell.fails(2, "did you mean orders?", "topics", "delete-records", "orders:1=2", "order:0=1");
        shell.fails(2, "unknown partition", "topics", "delete-records", "orders:1=2", "orders:2=1");
        shell.fails(2, "given twice", "topics", "delete-records", "orders:1=2", "orders:1=3");
        shell.fails(2, "expected TOPIC:PARTITION=OFFSET", "topics", "delete-records", "orders=2");
        shell.fails(2, "give partitions as", "topics", "delete-records");
        shell.fails(2, "give partitions as", "topics", "delete-records", "orders:1=2", "--offset-json-file", "x");
        final String file = temporary.resolve("bad.json").toString();
        shell.fails(2, "no such file", "topics", "delete-records", "--offset-json-file", file);
        for (final String bad : new String[] {
            "",
            "[]",
            "{}",
            "{\"partitions\":1}",
            "{\"partitions\":[{\"topic\":\"orders\",\"partition\":1}]}",
            "{\"partitions\":[{\"topic\":\"orders\",\"partition\":\"x\",\"offset\":1}]}",
            "{\"partitions\":["
        }) {
            Files.writeString(Path.of(file), bad);
            shell.fails(2, "bad file=", "topics", "delete-records", "--offset-json-file", file);
        }

        assertEquals(ALL, shell.ok("consume", "orders"));
    }
}
