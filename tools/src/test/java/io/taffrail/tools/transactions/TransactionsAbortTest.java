/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.transactions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.consumer.GroupMetadata;
import io.taffrail.engine.LogEngine;
import io.taffrail.log.BatchDraft;
import io.taffrail.log.RecordDraft;
import io.taffrail.log.TransactionAppender;
import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import io.taffrail.tools.EngineProcess;
import io.taffrail.tools.LiveTransaction;
import io.taffrail.tools.Shell;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code transactions abort} and {@code transactions find-hanging}. */
@Timeout(120)
class TransactionsAbortTest {
    private static final int NOBODY = 7;

    @TempDir
    Path temporary;

    private Shell shell;

    @BeforeEach
    void createTopics() {
        shell = new Shell(temporary.resolve("data"));
        shell.ok("topics", "create", "debits", "--partitions", "2");
        shell.ok("topics", "create", "credits");
    }

    @Test
    void shouldAbortWhatADeadProducerLeftAndFenceIt() {
        final LiveTransaction left = LiveTransaction.begin(shell.directory(), "transfers");
        left.publish("debits", 1, "-10").publish("credits", 0, "10").die();
        final long producerId = left.producer().identity().producerId();
        shell.input("after\n").ok("produce", "credits");
        assertEquals("", committed("credits"));

        assertEquals(
                "aborted transactionalId=transfers producerId=" + producerId
                        + " producerEpoch=0 topicPartitions=credits-0,debits-1: its producer is fenced\n",
                shell.ok("transactions", "abort", "--transactional-id", "transfers"));

        assertEquals("after\n", committed("credits"));
        assertEquals("10\nafter\n", shell.ok("consume", "credits"));
        assertEquals("", committed("debits"));
        assertEquals("", shell.err(), "nothing is open");
        final String json = shell.ok("transactions", "describe", "--transactional-id", "transfers", "--json");
        assertTrue(json.contains("\"producerEpoch\":2,\"transactionState\":\"Empty\""), json);
        shell.fails(
                1,
                "state=Empty: no transaction is ongoing",
                "transactions",
                "abort",
                "--transactional-id",
                "transfers");
        assertEquals(json, shell.ok("transactions", "describe", "--transactional-id", "transfers", "--json"));
    }

    @Test
    void shouldLeaveOtherTransactionsAlone() {
        LiveTransaction.begin(shell.directory(), "other")
                .publish("credits", 0, "open")
                .die();
        LiveTransaction.begin(shell.directory(), "transfers")
                .publish("credits", 0, "gone")
                .die();

        shell.ok("transactions", "abort", "--transactional-id", "transfers");

        assertTrue(shell.ok("transactions", "list", "--state=Ongoing").contains("other"), shell.out());
        assertEquals("", committed("credits"));
        assertTrue(shell.err().contains("partition=0 lastStableOffset=0 endOffset=3"), shell.err());
    }

    @Test
    void shouldAbortOffsetsThatWereSentToATransaction() {
        shell.input("a\nb\n").ok("produce", "debits", "--partition", "0");
        final LiveTransaction left = LiveTransaction.begin(shell.directory(), "transfers");
        left.producer()
                .sendOffsets(
                        Map.of(new TopicPartition("debits", 0), new OffsetAndMetadata(2, 1, "")),
                        new GroupMetadata("g", -1, "", null));
        left.die();
        assertTrue(
                shell.ok("transactions", "describe", "--transactional-id", "transfers")
                        .contains("__consumer_offsets-"),
                shell.out());

        shell.ok("transactions", "abort", "--transactional-id", "transfers");

        assertEquals(
                "a\nb\n",
                shell.ok("consume", "debits", "--group", "g", "--isolation=read_committed", "--from-beginning"));
    }

    @Test
    void shouldRefuseBesideAnotherOwner() throws Exception {
        LiveTransaction.begin(shell.directory(), "transfers")
                .publish("credits", 0, "10")
                .die();
        try (EngineProcess owner = EngineProcess.start(shell.directory(), false)) {
            final String message = "owned by another process: dir=" + shell.directory() + " pid=" + owner.pid();
            shell.fails(1, message, "transactions", "abort", "--transactional-id", "transfers");
            shell.fails(1, message, "transactions", "abort", "--topic=credits", "--partition=0", "--start-offset=0");
            assertTrue(shell.ok("transactions", "list").contains("Ongoing"), shell.out());
            assertEquals("", shell.err(), "the owner lives");
        }
        shell.ok("transactions", "abort", "--transactional-id", "transfers");
    }

    @Test
    void shouldFindAndAbortATransactionThatNobodyIsGoingToEnd() {
        shell.input("before\n").ok("produce", "debits", "--partition", "1");
        LiveTransaction.leaveHanging(shell.directory(), "debits", 1, NOBODY, "hangs");
        LiveTransaction.begin(shell.directory(), "transfers")
                .publish("debits", 1, "ongoing")
                .die();
        shell.input("after\n").ok("produce", "debits", "--partition", "1");

        assertEquals(1, shell.on("transactions", "find-hanging"), shell::err);
        assertEquals(
                "Topic Partition ProducerId ProducerEpoch StartOffset LastTimestamp Duration(min)",
                shell.out().lines().findFirst().orElse("").replaceAll(" +", " "));
        assertEquals(2, shell.out().lines().count(), shell::out);
        assertTrue(
                shell.out().lines().anyMatch(line -> line.matches("debits +1 +7 +0 +1 +[-0-9T:.]+Z +0")), shell::out);
        assertEquals(1, shell.on("transactions", "find-hanging", "--topic", "debits", "--json"));
        assertTrue(
                shell.out()
                        .startsWith("{\"topic\":\"debits\",\"partition\":1,\"producerId\":7,\"producerEpoch\":0,"
                                + "\"startOffset\":1,\"lastTimestampNs\":"),
                shell.out());
        assertEquals(1, shell.on("transactions", "find-hanging", "--topic", "debits", "--partition", "1"));
        shell.ok("transactions", "find-hanging", "--topic", "debits", "--partition", "0");
        shell.ok("transactions", "find-hanging", "--topic", "credits");

        shell.fails(2, "open ones begin at [1, 2]", abort("debits", 1, 0));
        shell.fails(1, "abort it by its transactionalId=transfers", abort("debits", 1, 2));
        assertEquals(
                "aborted topic=debits partition=1 producerId=7 producerEpoch=0 startOffset=1\n",
                shell.ok(abort("debits", 1, 1)));

        assertEquals("", shell.ok("transactions", "find-hanging", "--json"));
        assertEquals("before\n", committed("debits"));
        shell.ok("transactions", "abort", "--transactional-id", "transfers");
        assertEquals("before\nafter\n", committed("debits"));
        shell.fails(2, "open ones begin at []", abort("debits", 1, 1));
    }

    @Test
    void shouldNotTakeALivingTransactionForOneThatHangs() {
        try (LiveTransaction live = LiveTransaction.begin(shell.directory(), "transfers")) {
            live.publish("credits", 0, "10").publish("debits", 0, "-10");

            assertEquals("", shell.ok("transactions", "find-hanging", "--json"));
        }
    }

    @Test
    void shouldFindWhatHangsAfterAllItsRecordsWereDeleted() {
        LiveTransaction.leaveHanging(shell.directory(), "credits", 0, NOBODY, "hangs");
        LiveTransaction.leaveHanging(shell.directory(), "credits", 0, NOBODY + 1, "hangs too");
        shell.input("after\n").ok("produce", "credits");
        shell.ok("topics", "delete-records", "credits:0=2");

        assertEquals("", committed("credits"));
        assertEquals(1, shell.on("transactions", "find-hanging"));
        assertTrue(shell.out().lines().anyMatch(line -> line.matches("credits +0 +- +- +2 +- +-")), shell::out);
        assertEquals(1, shell.on("transactions", "find-hanging", "--json"));
        assertTrue(shell.out().contains("\"producerId\":null,\"producerEpoch\":null,\"startOffset\":2"), shell.out());
        assertEquals(2, shell.ok(abort("credits", 0, 2)).lines().count());

        assertEquals("", shell.ok("transactions", "find-hanging", "--json"));
        assertEquals("after\n", committed("credits"));
    }

    @Test
    void shouldFindWhatHangsInTheOffsetsOfGroups() {
        shell.ok("consume", "credits", "--group", "g");
        try (LogEngine engine = LogEngine.open(shell.directory());
                TransactionAppender appender = new TransactionAppender(
                        engine.partition("__consumer_offsets", 5).log())) {
            appender.append(
                    NOBODY,
                    (short) 0,
                    new BatchDraft().add(new RecordDraft().key(new byte[1]).value(new byte[1])));
        }

        assertEquals(1, shell.on("transactions", "find-hanging"), shell::err);
        assertTrue(shell.out().lines().anyMatch(line -> line.matches("__consumer_offsets +5 +7 +0 +0 .*")), shell::out);
        assertEquals(1, shell.on("transactions", "find-hanging", "--topic", "__consumer_offsets", "--partition=5"));
        shell.ok(abort("__consumer_offsets", 5, 0));
        assertEquals("", shell.ok("transactions", "find-hanging", "--json"));
    }

    private String committed(final String topic) {
        return shell.ok("consume", topic, "--isolation", "read_committed");
    }

    private static String[] abort(final String topic, final int partition, final long startOffset) {
        return new String[] {
            "transactions", "abort", "--topic=" + topic, "--partition=" + partition, "--start-offset=" + startOffset
        };
    }
}
