/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.consumer.GroupMetadata;
import io.taffrail.coordinator.TransactionsView;
import io.taffrail.engine.LogDirectory;
import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import io.taffrail.tools.LiveTransaction;
import io.taffrail.tools.Shell;
import io.taffrail.tools.TaffrailCommand;
import io.taffrail.transaction.TransactionState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.SequenceInputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code produce} in transactions and with sequences, {@code consume} with an isolation. */
@Timeout(120)
class TransactionsProduceTest {
    @TempDir
    Path temporary;

    private Shell shell;

    @BeforeEach
    void createTopic() {
        shell = new Shell(temporary.resolve("data"));
        shell.ok("topics", "create", "orders");
    }

    @Test
    void shouldPublishAllLinesInOneTransaction() {
        shell.input("a\nb\nc\n").ok("produce", "orders", "--transactional-id", "x", "--batch", "2");

        assertTrue(shell.err().contains("published topic=orders records=3 bytes=3 "), shell.err());
        assertTrue(shell.err().endsWith(" transactions=1\n"), shell.err());
        assertEquals(List.of("commit"), endings());
        assertEquals("a\nb\nc\n", committed());
        shell.ok("produce", "orders", "--transactional-id", "x");
        assertTrue(shell.err().endsWith(" transactions=0\n"), "there was nothing to publish: " + shell.err());
    }

    @Test
    void shouldCommitAfterSoManyRecords() {
        shell.input("a\nb\nc\nd\ne\n")
                .ok("produce", "orders", "--transactional-id", "x", "--transaction-size", "2", "--sync");

        assertTrue(shell.err().contains("records=5"), shell.err());
        assertTrue(shell.err().endsWith(" durable transactions=3\n"), shell.err());
        assertEquals(List.of("commit", "commit", "commit"), endings());
        assertEquals("a\nb\nc\nd\ne\n", committed());
    }

    @Test
    void shouldAbortWhatIsOpenWhenALineIsBad() {
        shell.input("a,1\nb,2\nc,3\nd\n")
                .fails(
                        2,
                        "line=4: has fields=1 and so no --key-field=2: the open transaction was aborted, committed before:"
                                + " records=2 transactions=1",
                        "produce",
                        "orders",
                        "--transactional-id=x",
                        "--transaction-size=2",
                        "--batch=1",
                        "--key-field=2",
                        "--separator=,");

        assertEquals(List.of("commit", "abort"), endings());
        assertEquals("a,1\nb,2\n", committed());
        assertEquals("a,1\nb,2\nc,3\n", shell.ok("consume", "orders"));
    }

    @Test
    void shouldAbortWhatIsOpenWhenARecordIsTooLarge() {
        shell.ok("topics", "alter", "orders", "--config", "max.message.bytes=200");

        shell.input("a\n" + "b".repeat(500) + "\n")
                .fails(
                        1,
                        "record too large: line=2 limitBytes=200 (max.message.bytes, or a quarter of segment.bytes): the open"
                                + " transaction was aborted, committed before: records=0 transactions=0",
                        "produce",
                        "orders",
                        "--transactional-id=x",
                        "--batch=1");

        assertEquals(List.of("abort"), endings());
        assertEquals("", committed());
    }

    @Test
    void shouldSayThatATransactionTookTooLong() {
        final StringWriter errors = new StringWriter();
        final InputStream lines = new SequenceInputStream(
                new ByteArrayInputStream("a\n".getBytes(StandardCharsets.UTF_8)), new LateLine());
        final int exitCode = TaffrailCommand.commandLine(lines, new ByteArrayOutputStream())
                .setErr(new PrintWriter(errors, true))
                .execute(
                        "produce",
                        "orders",
                        "--transactional-id=x",
                        "--transaction-timeout=20",
                        "--dir",
                        shell.directory().toString());

        assertEquals(1, exitCode, errors::toString);
        assertTrue(
                errors.toString().contains("the transaction took longer than --transaction-timeout=20 ms: line=2 "),
                errors.toString());
        assertEquals(List.of("abort"), endings());
        assertEquals("", committed());
    }

    @Test
    void shouldGiveRecordsSequencesWhenTold() {
        shell.input("a\nb\n").ok("produce", "orders");
        assertTrue(dump().contains("\"producerId\":-1,\"crc\""), shell.out());

        shell.input("c\n").ok("produce", "orders", "--idempotent");

        assertTrue(dump().contains("\"producerEpoch\":0,\"transactional\":false"), shell.out());
        assertEquals("a\nb\nc\n", committed());
    }

    @Test
    void shouldRefuseBadOptions() {
        refuses("--transaction-size needs --transactional-id", "--transaction-size=2");
        refuses("--transaction-timeout needs --transactional-id", "--transaction-timeout=2");
        refuses("--transactional-id must not be empty", "--transactional-id=");
        refuses("--transaction-size=0 must be 1 or more", "--transactional-id=x", "--transaction-size=0");
        refuses("--transaction-timeout=0 must be 1 or more", "--transactional-id=x", "--transaction-timeout=0");
        assertFalse(shell.directory().resolve("__transaction_state-0").toFile().exists());
        refuses("INVALID_TRANSACTION_TIMEOUT", "--transactional-id=x", "--transaction-timeout=900001");
        shell.fails(
                2,
                "\"committed\" is none of read_uncommitted, read_committed",
                "consume",
                "orders",
                "--isolation=committed");
        assertEquals("", shell.ok("consume", "orders"));
    }

    @Test
    void shouldEndBeforeAnOpenTransactionAndSaySo() {
        shell.input("a\n").ok("produce", "orders");
        LiveTransaction.begin(shell.directory(), "x").publish("orders", 0, "b").die();
        shell.input("c\n").ok("produce", "orders");

        assertEquals("a\n", committed());
        final String note = "note: a transaction is open: partition=0 lastStableOffset=1 endOffset=3:"
                + " committed records end there, see 'taffrail transactions list'\n";
        assertEquals(note, shell.err());
        assertEquals("", shell.ok("consume", "orders", "--isolation=read_committed", "--from=2"));
        assertEquals(note, shell.err());
        assertEquals(1, shell.on("consume", "orders", "--isolation=read_committed", "--from=4"));
        assertTrue(shell.err().contains("there is no such record yet"), shell.err());
        assertEquals("a\nb\nc\n", shell.ok("consume", "orders"));
        assertEquals("", shell.err());
        assertEquals(
                "a\nb\nc\n",
                shell.ok("consume", "orders", "--group", "dirty", "--from-beginning", "--isolation=read_uncommitted"));
        assertEquals("", shell.err());
        assertEquals("a\n", consumeAsMember("clean"));
        assertEquals(note, shell.err());

        final String described = shell.ok("topics", "describe", "orders");
        assertTrue(described.contains("start  end  stable  durable"), described);
        assertTrue(described.lines().anyMatch(line -> line.matches(" +0 +0 +3 +1 +3 +1 .*")), described);
        assertTrue(shell.ok("topics", "describe", "orders", "--json").contains("\"lastStableOffset\":1"), shell.out());

        shell.ok("transactions", "abort", "--transactional-id", "x");
        assertEquals("c\n", consumeAsMember("clean"));
        assertEquals("", shell.err());
        assertFalse(shell.ok("topics", "describe", "orders").contains("stable"), shell.out());
        assertTrue(shell.ok("topics", "describe", "orders", "--json").contains("\"lastStableOffset\":4"), shell.out());
    }

    /** The transaction of a process that died is aborted once its time is over, and its offsets with it. */
    @Test
    void shouldWaitForATransactionThatMaySayWhereTheGroupIs() {
        shell.input("a\nb\n").ok("produce", "orders");
        final LiveTransaction left = LiveTransaction.begin(shell.directory(), "x", 50);
        left.producer()
                .sendOffsets(
                        Map.of(new TopicPartition("orders", 0), new OffsetAndMetadata(2, 1, "")),
                        new GroupMetadata("g", -1, "", null));
        left.die();

        assertEquals("a\nb\n", consumeAsMember("g"));

        assertTrue(shell.ok("transactions", "list").contains("CompleteAbort"), shell.out());
    }

    private void refuses(final String message, final String... options) {
        final String[] command = new String[options.length + 2];
        command[0] = "produce";
        command[1] = "orders";
        System.arraycopy(options, 0, command, 2, options.length);
        shell.input("a\n").fails(2, message, command);
    }

    private String committed() {
        return shell.ok("consume", "orders", "--isolation", "read_committed");
    }

    private String consumeAsMember(final String group) {
        return shell.ok("consume", "orders", "--group", group, "--from-beginning", "--isolation", "read_committed");
    }

    private String dump() {
        assertEquals(
                0,
                shell.run("log", "dump", shell.directory().resolve("orders-0").toString(), "--json"));
        return shell.out();
    }

    /** How the transactions in the log ended. */
    private List<String> endings() {
        return dump().lines()
                .filter(line -> line.startsWith("{\"kind\":\"endMarker\""))
                .map(line -> line.replaceAll(".*\"ending\":\"([a-z]+)\".*", "$1"))
                .toList();
    }

    /** A line that comes when the transaction has been aborted. */
    private final class LateLine extends InputStream {
        private final InputStream line = new ByteArrayInputStream("b\n".getBytes(StandardCharsets.UTF_8));
        private boolean isTime;

        @Override
        public int read() {
            throw new UnsupportedOperationException("bytes are read at once");
        }

        @Override
        public int read(final byte[] bytes, final int offset, final int length) throws IOException {
            final long sinceNs = System.nanoTime();
            while (!isTime) {
                assertTrue(System.nanoTime() - sinceNs < TimeUnit.SECONDS.toNanos(60), "it is not aborted");
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                try (LogDirectory beside = LogDirectory.open(shell.directory())) {
                    isTime = TransactionsView.read(beside).describe("x").state() == TransactionState.COMPLETE_ABORT;
                }
            }
            return line.read(bytes, offset, length);
        }
    }
}
