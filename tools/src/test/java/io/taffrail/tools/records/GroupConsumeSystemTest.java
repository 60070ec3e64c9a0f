/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.tools.Shell;
import io.taffrail.tools.TaffrailCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A member of a group in a process of its own: seen from beside, stopped, killed. */
@Timeout(120)
class GroupConsumeSystemTest {
    @TempDir
    Path temporary;

    @Test
    void shouldCommitAndLeaveWhenItIsStopped() throws Exception {
        final Shell shell = withRecords();
        final Process member = follow(shell.directory());
        try (BufferedReader out = member.inputReader(StandardCharsets.UTF_8)) {
            assertEquals(List.of("a", "b", "c"), read(out));

            awaitCommit(shell);
            assertTrue(shell.ok("groups", "list").contains("g      Stable  consumer             1"), shell.out());
            assertEquals("", shell.err(), "the owner lives");
            shell.fails(1, "owned by another process", "groups", "delete", "g");

            member.destroy();
            assertTrue(member.waitFor(60, TimeUnit.SECONDS), "the member does not end");
        } finally {
            member.destroyForcibly().waitFor();
        }

        assertEquals(0, member.exitValue(), () -> text(temporary.resolve("err")));
        assertTrue(shell.ok("groups", "list").contains("g      Empty"), shell.out());
        assertEquals("", shell.ok("consume", "orders", "--group", "g", "--from-beginning"));
    }

    @Test
    void shouldGoOnWhereAMemberWasKilled() throws Exception {
        final Shell shell = withRecords();
        final Process member = follow(shell.directory());
        try (BufferedReader out = member.inputReader(StandardCharsets.UTF_8)) {
            read(out);
            awaitCommit(shell);
        } finally {
            member.destroyForcibly().waitFor();
        }

        assertTrue(
                shell.ok("groups", "describe", "g").lines().anyMatch(line -> line.matches("g +orders +0 +3 +3 +0 .*")));
        assertTrue(shell.err().contains("no process owns the directory"), shell.err());
        assertEquals("", shell.ok("consume", "orders", "--group", "g", "--from-beginning"));
    }

    private Shell withRecords() {
        final Shell shell = new Shell(temporary.resolve("data"));
        shell.ok("topics", "create", "orders");
        shell.input("a\nb\nc\n").ok("produce", "orders");
        return shell;
    }

    private Process follow(final Path directory) throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--"))
                .forEach(command::add);
        command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp"));
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.addAll(List.of(TaffrailCommand.class.getName(), "consume", "orders", "--group", "g"));
        command.addAll(List.of("--from-beginning", "--follow", "--dir", directory.toString()));
        return new ProcessBuilder(command)
                .redirectError(temporary.resolve("err").toFile())
                .start();
    }

    private static List<String> read(final BufferedReader out) throws IOException {
        final List<String> lines = new ArrayList<>();
        while (lines.size() < 3) {
            lines.add(out.readLine());
        }
        return lines;
    }

    /** What was printed is committed a moment later. */
    private static void awaitCommit(final Shell shell) {
        final long sinceNs = System.nanoTime();
        while (!shell.ok("groups", "describe", "g", "--json").contains("\"currentOffset\":3")) {
            assertTrue(System.nanoTime() - sinceNs < TimeUnit.SECONDS.toNanos(30), () -> "no commit: " + shell.out());
        }
    }

    private static String text(final Path file) {
        try {
            return Files.readString(file);
        } catch (final IOException ex) {
            return ex.toString();
        }
    }
}
