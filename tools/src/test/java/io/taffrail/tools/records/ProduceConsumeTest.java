/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.records;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.taffrail.tools.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProduceConsumeTest {
    @TempDir
    Path temporary;

    private Shell shell;

    @BeforeEach
    void createTopic() {
        shell = new Shell(temporary.resolve("data"));
        shell.ok("topics", "create", "orders", "--config", "segment.bytes=1048576", "max.message.bytes=100000");
    }

    @Test
    void shouldPassBytesThroughUnchanged() {
        final byte[] bytes = new byte[50_000];
        new Random(1).nextBytes(bytes);
        bytes[bytes.length - 1] = '\n';

        shell.input(bytes).ok("produce", "orders");
        shell.ok("consume", "orders");

        assertArrayEquals(bytes, shell.outBytes());
    }

    @Test
    void shouldMakeARecordOfEachLineEmptyOnesIncluded() {
        shell.input("one\r\n\nthree").ok("produce", "orders");

        assertTrue(shell.err().startsWith("published topic=orders records=3 bytes=9 seconds="), shell.err());
        assertEquals("one\r\n\nthree\n", shell.ok("consume", "orders"));
    }

    @Test
    void shouldTakeTheKeyFromAField() {
        shell.input("a;1\nb;2\n").ok("produce", "orders", "--key-field", "2", "--separator", ";", "--header", "h=x=y");

        final String full = shell.ok("consume", "orders", "--format", "full");

        assertTrue(full.contains("key=\"2\" header.h=\"x=y\" value=\"b;2\""), full);
    }

    @Test
    void shouldPutEqualKeysIntoOnePartitionAndKeepTheirOrder() {
        shell.ok("topics", "create", "keyed", "--partitions", "3");
        final String lines = IntStream.range(0, 500)
                .mapToObj(i -> "key" + i % 10 + "\t" + i + "\n")
                .collect(Collectors.joining());

        shell.input(lines).ok("produce", "keyed", "--key-field", "1", "--batch", "37");

        for (int key = 0; key < 10; key++) {
            final String prefix = "key" + key + "\t";
            final String expected =
                    lines.lines().filter(line -> line.startsWith(prefix)).collect(Collectors.joining("\n"));
            final String found = shell.ok("consume", "keyed")
                    .lines()
                    .filter(line -> line.startsWith(prefix))
                    .collect(Collectors.joining("\n"));
            assertEquals(expected, found);
        }
    }

    @Test
    void shouldReadAFileAndMakeItDurable() throws IOException {
        final Path file = temporary.resolve("lines.txt");
        Files.writeString(file, "a\nb\nc\n");

        shell.ok("produce", "orders", "--file", file.toString(), "--sync", "--batch", "2", "--partition", "0");

        assertTrue(shell.err().strip().endsWith("durable"), shell.err());
        assertEquals("a\nb\nc\n", shell.ok("consume", "orders"));
    }

    @Test
    void shouldNameTheLineThatIsTooLarge() {
        final String lines = "a\nb\n" + "x".repeat(200_000) + "\nc\n";

        shell.input(lines).fails(1, "record too large: line=3 limitBytes=100000", "produce", "orders");

        shell.assertError("records published before=2");
        assertEquals("a\nb\n", shell.ok("consume", "orders"));
    }

    @Test
    void shouldPublishARecordOfTheLargestSizeInTheMidstOfABatch() {
        final String largest = "x".repeat(100_000 - 64 - 24);

        shell.input("a\n" + largest + "\nb\n").ok("produce", "orders");

        assertEquals("a\n" + largest + "\nb\n", shell.ok("consume", "orders"));
    }

    @Test
    void shouldRefuseToProduceBadInput() throws IOException {
        shell.input("a\n").fails(2, "did you mean orders?", "produce", "orderz");
        shell.input("a\n").fails(2, "unknown partition", "produce", "orders", "--partition", "5");
        shell.input("a\n").fails(2, "no such file", "produce", "orders", "--file", "/no/such/file");
        shell.input("a\n").fails(2, "--separator needs", "produce", "orders", "--separator", ",");
        shell.input("a\n").fails(2, "must be one character", "produce", "orders", "--key-field=1", "--separator=ab");
        shell.input("a\n").fails(2, "expected NAME=VALUE", "produce", "orders", "--header", "x");
        shell.input("a\n").fails(2, "--batch=0", "produce", "orders", "--batch", "0");
        shell.input("a,b\nc\n").fails(2, "line=2: has fields=1", "produce", "orders", "--key-field=2", "--separator=,");
        assertEquals("a,b\n", shell.ok("consume", "orders"));
    }

    @Test
    void shouldStartWhereItIsTold() {
        shell.input("a\nb\nc\n").ok("produce", "orders", "--batch", "1");

        assertEquals("b\nc\n", shell.ok("consume", "orders", "--from", "1"));
        assertEquals("a\nb\n", shell.ok("consume", "orders", "--max", "2"));
        assertEquals("", shell.ok("consume", "orders", "--from", "latest"));
        assertEquals("", shell.ok("consume", "orders", "--from", "3"));
        assertEquals("a\nb\nc\n", shell.ok("consume", "orders", "--from", "2020-01-01"));
        assertEquals("a\nb\nc\n", shell.ok("consume", "orders", "--from", "2020-01-01T00:00:00+02:00"));
        assertEquals("a\nb\nc\n", shell.ok("consume", "orders", "--from", "@0"));
        assertEquals("", shell.ok("consume", "orders", "--from", "2200-01-01T00:00:00Z"));
    }

    @Test
    void shouldRefuseAStartThatMakesNoSense() {
        shell.input("a\n").ok("produce", "orders");

        shell.fails(2, "offset=-1 must not be negative", "consume", "orders", "--from", "-1");
        shell.fails(2, "is none of earliest", "consume", "orders", "--from", "yesterday");
        shell.fails(2, "out of range", "consume", "orders", "--from", "99999999999999999999");
        shell.fails(2, "out of range", "consume", "orders", "--from", "@9223372036854775807");
        shell.fails(2, "--max=0", "consume", "orders", "--max", "0");
        shell.fails(2, "unknown partition", "consume", "orders", "--partition", "1");
        shell.fails(2, "did you mean orders?", "consume", "rders");
        assertEquals(1, shell.on("consume", "orders", "--from", "7"));
        assertTrue(shell.err().contains("out of range: partition=0 offset=7 endOffset=1"), shell.err());
    }

    @Test
    void shouldPrintJsonAndHex() {
        shell.input("k\tgr\u00fc\u00dfe \u2693\n".getBytes(StandardCharsets.UTF_8))
                .ok("produce", "orders", "--key-field", "1");
        shell.input(new byte[] {(byte) 0xff, 1, '\n'}).ok("produce", "orders");

        final String json = shell.ok("consume", "orders", "--format", "json");
        assertTrue(json.contains("\"key\":\"k\",\"headers\":[],\"value\":\"k\\tgr\u00fc\u00dfe \u2693\"}"), json);
        assertTrue(json.contains("\"key\":null,\"headers\":[],\"valueBase64\":\"/wE=\"}"), json);
        final String hex = shell.ok("consume", "orders", "--format", "hex", "--from", "1");
        assertTrue(hex.contains("  key null\n  value length=2\n  00000000  ff 01 "), hex);
        assertTrue(shell.ok("consume", "orders", "--format", "full").contains("value=\"\\xff\\x01\""), shell.out());
    }

    @Test
    void shouldRefuseWithoutPermission() throws IOException {
        assumeFalse(System.getProperty("user.name").equals("root"), "skipped: root may read everything");
        Files.setPosixFilePermissions(shell.directory(), PosixFilePermissions.fromString("---------"));
        try {
            shell.fails(1, "permission denied", "consume", "orders");
            shell.fails(1, "permission denied", "produce", "orders");
        } finally {
            Files.setPosixFilePermissions(shell.directory(), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
