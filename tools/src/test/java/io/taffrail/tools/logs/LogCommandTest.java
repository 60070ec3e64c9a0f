/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.tools.LiveTransaction;
import io.taffrail.tools.Shell;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogCommandTest {
    @TempDir
    Path temporary;

    private Shell shell;
    private Path partition;
    private Path segment;

    @BeforeEach
    void createLog() {
        shell = new Shell(temporary.resolve("data"));
        shell.ok("topics", "create", "orders");
        shell.input("one\ntwo\nthree\n").ok("produce", "orders", "--batch", "1");
        partition = shell.directory().resolve("orders-0");
        segment = partition.resolve("00000000000000000000-1.log");
    }

    @Test
    void shouldDumpEverything() {
        assertEquals(0, shell.run("log", "dump", partition.toString()), shell.err());

        final String dump = shell.out();
        assertTrue(dump.contains("checkpoint clean=true term=1 logStartOffset=0 endOffset=3"), dump);
        assertTrue(dump.contains("segment generation=1 baseOffset=0 length=65536 endPosition=open"), dump);
        assertTrue(
                dump.lines().anyMatch(line -> line.matches(" +4224 +1 +1 +create-time +1 +91 +\\p{XDigit}{8} ok.*")),
                dump);
        assertTrue(dump.contains("entries=1"), dump);
    }

    @Test
    void shouldDumpOneFileAndJson() {
        assertEquals(0, shell.run("log", "dump", segment.toString(), "--json"), shell.err());
        assertEquals(
                3,
                shell.out()
                        .lines()
                        .filter(line -> line.startsWith("{\"kind\":\"batch\""))
                        .count());
        assertTrue(
                shell.out().contains("\"baseOffset\":2,\"lastOffset\":2,\"term\":1,\"attributes\":0,\"records\":1"),
                shell.out());

        assertEquals(0, shell.run("log", "dump", shell.directory().toString(), "--json"), shell.err());
        assertTrue(shell.out().lines().allMatch(line -> line.startsWith("{\"kind\":\"") && line.endsWith("}")));
    }

    @Test
    void shouldDumpWhatBelongsToTransactionsAsWhatItIs() {
        shell.input("four\n").ok("produce", "orders", "--transactional-id", "x");
        LiveTransaction.begin(shell.directory(), "x")
                .publish("orders", 0, "five")
                .close();

        assertEquals(0, shell.run("log", "dump", partition.toString()), shell.err());
        final String dump = shell.out();
        assertTrue(
                dump.lines()
                        .anyMatch(line -> line.matches(
                                " +[0-9]+ +3 +1 +create-time,transactional .*Z" + "  producerId=[0-9]+ epoch=0")),
                dump);
        assertTrue(
                dump.lines()
                        .anyMatch(line -> line.matches(" +[0-9]+ +4 +1 +create-time,transactional,control .*Z"
                                + "  end marker commit producerId=[0-9]+ epoch=1 coordinatorTerm=1")),
                dump);
        assertTrue(
                dump.lines()
                        .anyMatch(line -> line.matches(
                                " +[0-9]+ +6 .*Z  end marker abort producerId=[0-9]+ epoch=3 coordinatorTerm=1")),
                dump);

        assertEquals(0, shell.run("log", "dump", partition.toString(), "--json"), shell.err());
        final List<String> markers = shell.out()
                .lines()
                .filter(line -> line.startsWith("{\"kind\":\"endMarker\""))
                .map(line -> line.replaceAll(".*(\"producerEpoch.*),\"crc\".*", "$1"))
                .toList();
        assertEquals(
                List.of(
                        "\"producerEpoch\":1,\"transactional\":true,\"ending\":\"commit\",\"coordinatorTerm\":1",
                        "\"producerEpoch\":3,\"transactional\":true,\"ending\":\"abort\",\"coordinatorTerm\":1"),
                markers);
        assertEquals(0, shell.run("log", "verify", partition.toString()), shell.err());
    }

    @Test
    void shouldFindASoundDirectorySound() {
        assertEquals(0, shell.run("log", "verify", shell.directory().toString()), shell.err());
        assertTrue(
                shell.out().lines().anyMatch(line -> line.matches("orders-0 +1 +3 +3 +0 +3 +64.0 KiB +sound")),
                shell.out());
        assertTrue(shell.out().endsWith("sound: partitions=2\n"), shell.out());

        assertEquals(0, shell.run("log", "verify", "--json", partition.toString()), shell.err());
        assertTrue(shell.out().contains("\"ok\":true,\"result\":\"sound\""), shell.out());
    }

    @Test
    void shouldNameFileAndPositionOfDamage() throws IOException {
        flip(segment, 4224 + 80);

        assertEquals(1, shell.run("log", "verify", shell.directory().toString()));
        assertTrue(shell.out().startsWith("damage: file=" + segment + " position=4224 expected crc="), shell.out());
        assertTrue(shell.out().contains("DAMAGED: files=1"), shell.out());
        assertEquals(1, shell.run("log", "verify", "--json", partition.toString()));
        assertTrue(
                shell.out().startsWith("{\"kind\":\"damage\",\"file\":\"" + segment + "\",\"position\":4224"),
                shell.out());

        assertEquals(1, shell.run("log", "dump", partition.toString()));
        assertTrue(shell.out().contains(" BAD "), shell.out());
        assertEquals(1, shell.on("consume", "orders"));
        shell.assertError("corrupt log: file=" + segment + " position=4224");
        assertEquals("one\n", shell.out());
    }

    @Test
    void shouldSayThatAFileHasANewerFormat() throws IOException {
        flip(segment, 8);

        assertEquals(1, shell.run("log", "verify", partition.toString()));
        assertTrue(shell.out().contains("newer format"), shell.out());
    }

    @Test
    void shouldRefuseWhatIsNoLog() throws IOException {
        final Path other = Files.createDirectories(temporary.resolve("other"));

        assertEquals(2, shell.run("log", "verify", other.toString()));
        shell.assertError("neither a partition nor a taffrail data directory");
        assertEquals(2, shell.run("log", "verify", temporary.resolve("none").toString()));
        shell.assertError("no such file or directory");
        assertEquals(2, shell.run("log", "dump", partition.resolve("control").toString()));
        shell.assertError("not a segment file");
        assertEquals(2, shell.run("log"));
    }

    @Test
    void shouldPrintNoErrorsWhereThereAreNone() {
        assertEquals("errors=0\n", shell.ok("errors"));
        assertEquals("", shell.ok("errors", "--json"));
    }

    private static void flip(final Path file, final long position) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(position);
            final int old = bytes.read();
            bytes.seek(position);
            bytes.write(old ^ 2);
        }
    }
}
