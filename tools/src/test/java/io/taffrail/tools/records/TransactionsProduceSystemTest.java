/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.tools.Shell;
import io.taffrail.tools.TaffrailCommand;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A producer of transactions in a process of its own, which waits for more lines: stopped, killed. */
@Timeout(120)
class TransactionsProduceSystemTest {
    @TempDir
    Path temporary;

    private Shell shell;

    @BeforeEach
    void createTopic() {
        shell = new Shell(temporary.resolve("data"));
        shell.ok("topics", "create", "orders");
    }

    @Test
    void shouldAbortWhatIsOpenWhenItIsStopped() throws Exception {
        final Process producer = produce("a\nb\nc\n");
        try {
            awaitRecords(4);
            shell.fails(1, "owned by another process", "transactions", "abort", "--transactional-id", "x");
            assertEquals("a\nb\n", shell.ok("consume", "orders", "--isolation", "read_committed"));

            producer.toHandle().destroy(); // the signal alone: its input stays open
            assertTrue(producer.waitFor(60, TimeUnit.SECONDS), "the producer does not end");
        } finally {
            producer.destroyForcibly().waitFor();
        }

        assertNotEquals(0, producer.exitValue());
        assertEquals(
                "stopped: the open transaction was aborted, committed before: records=2 transactions=1\n", errors());
        assertTrue(shell.ok("transactions", "list").contains("CompleteAbort"), shell.out());
        assertEquals("a\nb\n", shell.ok("consume", "orders", "--isolation", "read_committed"));
        assertEquals("", shell.err(), "nothing is open");
        assertEquals("a\nb\nc\n", shell.ok("consume", "orders"));
    }

    @Test
    void shouldLeaveAKilledOnesTransactionToTheNext() throws Exception {
        final Process producer = produce("a\nb\nc\n");
        try {
            awaitRecords(4);
        } finally {
            producer.destroyForcibly().waitFor();
        }
        assertTrue(shell.ok("transactions", "list").contains("Ongoing"), shell.out());
        assertEquals("", shell.ok("transactions", "find-hanging", "--json"));

        shell.input("d\n").ok("produce", "orders", "--transactional-id", "x");

        assertEquals("a\nb\nd\n", shell.ok("consume", "orders", "--isolation", "read_committed"));
        assertEquals("a\nb\nc\nd\n", shell.ok("consume", "orders"));
    }

    /** A process that has read these lines and waits for more. */
    private Process produce(final String lines) throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--"))
                .forEach(command::add);
        command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp"));
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.addAll(List.of(TaffrailCommand.class.getName(), "produce", "orders", "--transactional-id", "x"));
        command.addAll(
                List.of("--transaction-size", "2", "--dir", shell.directory().toString()));
        final Process process = new ProcessBuilder(command)
                .redirectError(temporary.resolve("err").toFile())
                .start();
        final OutputStream in = process.getOutputStream(); // stays open
        in.write(lines.getBytes(StandardCharsets.UTF_8));
        in.flush();
        return process;
    }

    /** Until the log has so many, and others know of them: a record that was not committed is the last. */
    private void awaitRecords(final int records) throws IOException {
        final long sinceNs = System.nanoTime();
        while (!shell.ok("topics", "describe", "orders", "--json").contains("\"endOffset\":" + records + ",")) {
            assertTrue(System.nanoTime() - sinceNs < TimeUnit.SECONDS.toNanos(60), shell.out() + errors());
        }
    }

    private String errors() throws IOException {
        return Files.readString(temporary.resolve("err"));
    }
}
