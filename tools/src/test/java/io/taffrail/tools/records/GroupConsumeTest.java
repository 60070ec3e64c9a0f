/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.tools.Shell;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code consume --group}. */
@Timeout(120)
class GroupConsumeTest {
    @TempDir
    Path temporary;

    private Shell shell;

    @BeforeEach
    void createTopic() {
        shell = new Shell(temporary.resolve("data"));
        shell.ok("topics", "create", "orders");
        shell.input("a\nb\nc\nd\ne\n").ok("produce", "orders");
    }

    @Test
    void shouldGoOnBehindWhatWasPrinted() {
        assertEquals("a\nb\n", consume("--from-beginning", "--max", "2"));
        assertTrue(
                shell.ok("groups", "describe", "g")
                        .lines()
                        .anyMatch(line -> line.matches("g +orders +0 +2 +5 +3 +- +- +-")),
                shell.out());
        assertEquals("c\nd\ne\n", consume("--from-beginning"));
        assertEquals("", consume("--from-beginning"));
        shell.input("f\n").ok("produce", "orders");
        assertEquals("f\n", consume());
    }

    @Test
    void shouldBeginBehindTheLastRecordUnlessToldOtherwise() {
        assertEquals("", consume());
        assertTrue(shell.ok("groups", "describe", "g", "--json").contains("\"currentOffset\":5"), shell.out());
        shell.input("f\n").ok("produce", "orders");
        assertEquals("f\n", consume("--commit"));
    }

    @Test
    void shouldCommitNothingWhenToldSo() {
        assertEquals("a\n", consume("--from-beginning", "--no-commit", "--max", "1"));
        assertEquals("a\nb\n", consume("--from-beginning", "--max", "2"));
        assertEquals("c\n", consume("--no-commit", "--max", "1"));
        assertEquals("c\n", consume("--no-commit", "--max", "1"));
    }

    @Test
    void shouldReadAllPartitionsAndManyRecords() {
        shell.ok("topics", "create", "wide", "--partitions", "3");
        final String lines =
                IntStream.range(0, 5_000).mapToObj(i -> i + "\tx\n").collect(Collectors.joining());
        shell.input(lines).ok("produce", "wide", "--key-field", "1");

        final String first = shell.ok("consume", "wide", "--group", "g", "--from-beginning", "--max", "3333");
        final String second = shell.ok("consume", "wide", "--group", "g", "--follow", "--max", "1667");

        assertEquals(
                lines.lines().sorted().toList(),
                (first + second).lines().sorted().toList());
    }

    @Test
    void shouldTakeItsPlaceAgainAsAStaticMember() {
        assertEquals("a\n", consume("--from-beginning", "--instance-id", "i1", "--client-id", "me", "--max", "1"));
        final String members = shell.ok("groups", "describe", "g", "--members");
        assertTrue(members.contains(" i1 ") && members.contains(" me "), members);
        assertEquals("b\n", consume("--instance-id", "i1", "--max", "1"));
        assertEquals(2, shell.ok("groups", "describe", "g", "--members").lines().count());
    }

    @Test
    void shouldSayWhatWasDeletedBeforeTheGroupReadIt() {
        consume("--from-beginning", "--max", "1");
        shell.ok("topics", "delete-records", "orders:0=3");

        assertEquals("d\ne\n", consume("--from-beginning"));

        assertTrue(shell.err().contains("offset=1 records lost=2"), shell.err());
    }

    @Test
    void shouldPrintInEveryFormat() {
        assertTrue(consume("--from-beginning", "--format", "json", "--max", "1").contains("\"offset\":0"), shell.out());
    }

    @Test
    void shouldRefuseWhatDoesNotGoTogether() {
        refuses("--from is not for a group", "--group", "g", "--from", "latest");
        refuses("--partition is not for a group", "--group", "g", "--partition", "0");
        refuses("--from-beginning needs --group", "--from-beginning");
        refuses("--instance-id needs --group", "--instance-id", "i");
        refuses("--no-commit needs --group", "--no-commit");
        refuses("--client-id needs --group", "--client-id", "c");
        refuses("exclude each other", "--group", "g", "--commit", "--no-commit");
        refuses("--group must not be empty", "--group", "");
        refuses("--instance-id must not be empty", "--group", "g", "--instance-id", "");
        refuses("--max=0", "--group", "g", "--max", "0");
        shell.fails(2, "did you mean orders?", "consume", "order", "--group", "g");

        assertEquals("", shell.ok("groups", "list", "--json"));
    }

    private void refuses(final String message, final String... args) {
        final String[] all = new String[args.length + 2];
        all[0] = "consume";
        all[1] = "orders";
        System.arraycopy(args, 0, all, 2, args.length);
        shell.fails(2, message, all);
    }

    private String consume(final String... args) {
        final String[] all = new String[args.length + 4];
        all[0] = "consume";
        all[1] = "orders";
        all[2] = "--group";
        all[3] = "g";
        System.arraycopy(args, 0, all, 4, args.length);
        return shell.ok(all);
    }
}
