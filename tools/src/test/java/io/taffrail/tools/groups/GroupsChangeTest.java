/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.groups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.tools.EngineProcess;
import io.taffrail.tools.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code groups reset-offsets} and {@code groups delete}. */
@Timeout(120)
class GroupsChangeTest {
    @TempDir
    Path temporary;

    private Shell shell;

    @BeforeEach
    void createGroup() {
        shell = new Shell(temporary.resolve("data"));
        shell.ok("topics", "create", "orders");
        shell.input("a\nb\nc\nd\ne\n").ok("produce", "orders");
        LiveGroup.join(shell.directory(), "billing", null, "orders").read(3).close();
    }

    @Test
    void shouldShowOnlyWhatWouldBeUnlessTold() {
        final String table = "GROUP    TOPIC   PARTITION  NEW-OFFSET\nbilling  orders          0           0\n";

        assertEquals(table, reset("--to-earliest"));
        assertTrue(shell.err().contains("dry run: nothing was changed"), shell.err());
        assertEquals(table, reset("--to-earliest", "--dry-run"));
        assertEquals(3, committed());

        assertEquals(table, reset("--to-earliest", "--execute"));
        assertEquals("", shell.err());
        assertEquals(0, committed());
    }

    @Test
    void shouldKnowEveryScenario() throws IOException {
        shell.ok("topics", "delete-records", "orders:0=1");
        final Path file = Files.writeString(temporary.resolve("offsets.csv"), "\"orders\",0,2\n\n");

        assertEquals(1, target("--to-earliest"));
        assertEquals(5, target("--to-latest"));
        assertEquals(3, target("--to-current"));
        assertEquals(4, target("--to-offset", "4"));
        assertEquals(5, target("--shift-by", "2"));
        assertEquals(2, target("--shift-by", "-1"));
        assertEquals(1, target("--to-datetime", "2020-01-01T00:00:00Z"));
        assertEquals(5, target("--to-datetime", "2200-01-01"));
        assertEquals(1, target("--by-duration", "P1D"));
        assertEquals(1, target("--by-duration", "P999999D"));
        assertEquals(
                "{\"group\":\"billing\",\"topic\":\"orders\",\"partition\":0,\"newOffset\":2,\"executed\":true}\n",
                shell.ok("groups", "reset-offsets", "--group=billing", "--from-file=" + file, "--json", "--execute"));
        assertEquals(2, committed());
    }

    @Test
    void shouldBringOffsetsIntoTheRange() {
        shell.ok("topics", "delete-records", "orders:0=2");

        assertEquals(5, target("--to-offset", "99"));
        assertTrue(shell.err().contains("warning: out of range: topic=orders partition=0 offset=99"), shell.err());
        assertEquals(2, target("--shift-by", "-3"));
        assertTrue(shell.err().contains("logStartOffset=2"), shell.err());
        assertEquals(5, target("--shift-by", "9223372036854775807"));
        assertEquals(2, target("--shift-by", "-9223372036854775808"));
    }

    @Test
    void shouldExportWhatItImports() throws IOException {
        final Path file = temporary.resolve("offsets.csv");
        final String exported =
                shell.ok("groups", "reset-offsets", "--group", "billing", "--all-topics", "--to-current", "--export");
        assertEquals("orders,0,3\n", exported);
        Files.writeString(file, exported);
        reset("--to-latest", "--execute");

        shell.ok("groups", "reset-offsets", "--group", "billing", "--from-file", file.toString(), "--execute");

        assertEquals(3, committed());
    }

    @Test
    void shouldResetOnlyThePartitionsThatAreNamed() {
        shell.ok("topics", "create", "wide", "--partitions", "3");

        final String reset = shell.ok(
                "groups", "reset-offsets", "--group", "billing", "--topic", "wide:0,2", "--to-latest", "--execute");

        assertEquals(3, reset.lines().count());
        final String described = shell.ok("groups", "describe", "billing");
        assertTrue(described.lines().noneMatch(line -> line.matches("billing +wide +1 .*")), described);
        assertTrue(described.lines().anyMatch(line -> line.matches("billing +wide +2 +0 +0 +0 .*")), described);
        assertEquals(3, committed());
    }

    @Test
    void shouldRefuseBadInputAndChangeNothing() throws IOException {
        final String file = temporary.resolve("bad.csv").toString();
        refuses("no scenario", "--topic", "orders");
        refuses("more than one scenario: --to-earliest --to-latest", "--topic=orders", "--to-earliest", "--to-latest");
        refuses("no scope, or two", "--to-earliest");
        refuses("no scope, or two", "--to-earliest", "--all-topics", "--topic", "orders");
        refuses("--from-file names the partitions", "--from-file", file, "--all-topics");
        refuses("exclude each other", "--topic=orders", "--to-earliest", "--dry-run", "--execute");
        refuses("exclude each other", "--topic=orders", "--to-earliest", "--export", "--json");
        refuses("must not be negative", "--topic=orders", "--to-offset=-1");
        refuses("must not be negative", "--topic=orders", "--by-duration=-PT1H");
        refuses("is no duration", "--topic=orders", "--by-duration=1h");
        refuses("is no time", "--topic=orders", "--to-datetime=yesterday");
        refuses("did you mean orders?", "--topic=order", "--to-earliest");
        refuses("unknown partition", "--topic=orders:1", "--to-earliest");
        refuses("expected TOPIC or TOPIC:0,1", "--topic=orders:x", "--to-earliest");
        refuses("no such file", "--from-file", file);
        Files.writeString(Path.of(file), "orders,0,1\norders,zero,1\n");
        refuses("line=2: expected topic,partition,offset found", "--from-file", file);
        Files.writeString(Path.of(file), "orders,0,1\norders,0,1\n");
        refuses("given twice", "--from-file", file);
        Files.writeString(Path.of(file), "orders,0,1\norders,7,1\n");
        refuses("unknown partition", "--from-file", file);
        Files.writeString(Path.of(file), "\n");
        refuses("no offsets", "--from-file", file);
        shell.ok("topics", "create", "new");
        refuses("nothing to shift", "--topic=orders", "--topic=new", "--shift-by=1");
        shell.fails(2, "GROUP_ID_NOT_FOUND", "groups", "reset-offsets", "--group=b", "--topic=orders", "--to-latest");
        shell.fails(2, "--group", "groups", "reset-offsets", "--topic=orders", "--to-latest");

        assertEquals(3, committed());
        assertFalse(shell.ok("groups", "describe", "billing").contains("new"), shell.out());
    }

    @Test
    void shouldRefuseAGroupWhoseStaticMembersAreExpectedBackUnlessToldToDropThem() {
        LiveGroup.join(shell.directory(), "billing", "i1", "orders").close();

        final String[] reset = {
            "groups", "reset-offsets", "--group=billing", "--topic=orders", "--to-latest", "--execute"
        };
        shell.fails(1, "NON_EMPTY_GROUP", reset);
        shell.assertError("static members=[i1]");
        shell.fails(1, "NON_EMPTY_GROUP", "groups", "delete", "billing");
        shell.fails(1, "GROUP_SUBSCRIBED_TO_TOPIC", "groups", "delete", "billing", "--topic", "orders");
        assertEquals(3, committed());

        shell.ok(
                Stream.concat(Arrays.stream(reset), Stream.of("--drop-members")).toArray(String[]::new));
        assertEquals(5, committed());
        assertEquals("deleted group=billing\n", shell.ok("groups", "delete", "billing"));
    }

    @Test
    void shouldDropStaticMembersBeforeDeletingTheirGroup() {
        LiveGroup.join(shell.directory(), "billing", "i1", "orders").die();

        assertEquals("deleted group=billing\n", shell.ok("groups", "delete", "billing", "--drop-members"));

        assertEquals("", shell.ok("groups", "list", "--json"));
    }

    @Test
    void shouldResetAGroupWhoseMembersDiedWithTheirEngine() {
        LiveGroup.join(shell.directory(), "billing", null, "orders").die();

        reset("--to-latest", "--execute");

        assertEquals(5, committed());
    }

    @Test
    void shouldDeleteGroupsAllOrNone() {
        LiveGroup.join(shell.directory(), "audit", null, "orders").read(1).close();

        shell.fails(2, "GROUP_ID_NOT_FOUND", "groups", "delete", "audit", "billing", "none");
        assertEquals(2, shell.ok("groups", "list", "--json").lines().count());

        assertEquals("deleted group=audit\ndeleted group=billing\n", shell.ok("groups", "delete", "audit", "billing"));
        assertEquals("", shell.ok("groups", "list", "--json"));
        shell.fails(2, "GROUP_ID_NOT_FOUND", "groups", "describe", "billing");
    }

    @Test
    void shouldDeleteOffsetsOfATopicOnly() {
        shell.ok("topics", "create", "more");
        shell.ok("groups", "reset-offsets", "--group", "billing", "--topic", "more", "--to-earliest", "--execute");

        shell.fails(2, "UNKNOWN_TOPIC_OR_PARTITION", "groups", "delete", "billing", "--topic", "none");
        assertEquals(
                "deleted offset group=billing topic=more partition=0\n",
                shell.ok("groups", "delete", "billing", "--topic", "more"));

        assertFalse(shell.ok("groups", "describe", "billing").contains("more"), shell.out());
        assertEquals(3, committed());
    }

    @Test
    void shouldRefuseADirectoryThatAnotherProcessOwns() throws Exception {
        final Shell other = new Shell(temporary.resolve("other"));
        try (EngineProcess owner = EngineProcess.start(other.directory(), true)) {
            final String message = "owned by another process: dir=" + other.directory() + " pid=" + owner.pid();
            other.fails(1, message, "groups", "reset-offsets", "--group=g", "--topic=live", "--to-latest", "--execute");
            other.fails(1, message, "groups", "delete", "g");
            other.fails(1, message, "consume", "live", "--group", "g");
            other.fails(1, message, "topics", "delete-records", "live:0=1");
            assertEquals("", other.ok("groups", "list", "--json"));
        }
    }

    private String reset(final String... args) {
        final Stream<String> first = Stream.of("groups", "reset-offsets", "--group", "billing", "--topic", "orders");
        return shell.ok(Stream.concat(first, Arrays.stream(args)).toArray(String[]::new));
    }

    private void refuses(final String message, final String... args) {
        final Stream<String> first = Stream.of("groups", "reset-offsets", "--group", "billing");
        shell.fails(2, message, Stream.concat(first, Arrays.stream(args)).toArray(String[]::new));
        final String[] executing = Arrays.copyOf(args, args.length + 1);
        executing[args.length] = "--execute";
        assertEquals(
                2,
                shell.on(Stream.concat(
                                Stream.of("groups", "reset-offsets", "--group", "billing"), Arrays.stream(executing))
                        .distinct()
                        .toArray(String[]::new)));
    }

    /** The new offset of the only partition. */
    private long target(final String... args) {
        final String last =
                reset(args).lines().reduce((first, second) -> second).orElseThrow();
        return Long.parseLong(last.substring(last.lastIndexOf(' ') + 1));
    }

    private long committed() {
        final String json = shell.ok("groups", "describe", "billing", "--json");
        final String line = json.lines()
                .filter(one -> one.contains("\"topic\":\"orders\""))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll(".*\"currentOffset\":([0-9]+).*", "$1"));
    }
}
