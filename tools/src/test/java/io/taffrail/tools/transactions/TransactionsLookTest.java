/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.transactions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.taffrail.tools.LiveTransaction;
import io.taffrail.tools.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code transactions list} and {@code transactions describe}, beside an engine and after it. */
@Timeout(120)
class TransactionsLookTest {
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
    void shouldListNothingAndChangeNothingWhenThereNeverWasATransaction() {
        assertEquals("TransactionalId  ProducerId  TransactionState\n", shell.ok("transactions", "list"));
        assertEquals("", shell.ok("transactions", "list", "--json"));
        shell.fails(2, "TRANSACTIONAL_ID_NOT_FOUND", "transactions", "describe", "--transactional-id", "x");
        shell.fails(2, "see 'taffrail transactions list'", "transactions", "abort", "--transactional-id", "x");
        assertEquals("", shell.ok("transactions", "find-hanging", "--json"));

        assertFalse(shell.directory().resolve("__transaction_state-0").toFile().exists());
    }

    @Test
    void shouldShowATransactionBesideItsEngine() throws IOException {
        try (LiveTransaction live = LiveTransaction.begin(shell.directory(), "transfers")) {
            live.publish("debits", 1, "-10").publish("credits", 0, "10");
            final long producerId = live.producer().identity().producerId();

            assertTrue(
                    shell.ok("transactions", "list")
                            .lines()
                            .anyMatch(line -> line.matches("transfers +" + producerId + "  Ongoing")),
                    shell.out());
            assertEquals("", shell.err());
            assertEquals(
                    List.of(
                            "transactionalId",
                            "transfers",
                            "producerId",
                            Long.toString(producerId),
                            "transactionState",
                            "Ongoing"),
                    tokens(shell.ok("transactions", "list", "--json")));
            final String described = shell.ok("transactions", "describe", "--transactional-id", "transfers");
            assertEquals(
                    "TransactionalId ProducerId ProducerEpoch TransactionState TransactionTimeoutMs"
                            + " CurrentTransactionStartTimeMs TransactionDurationMs TopicPartitions",
                    described.lines().findFirst().orElse("").replaceAll(" +", " "));
            assertTrue(
                    described
                            .lines()
                            .anyMatch(line -> line.matches("transfers +" + producerId
                                    + " +0  Ongoing +60000 +[0-9]{13} +[0-9]+  credits-0,debits-1")),
                    described);
            final List<String> json =
                    tokens(shell.ok("transactions", "describe", "--transactional-id", "transfers", "--json"));
            assertEquals("Ongoing", json.get(json.indexOf("transactionState") + 1));
            assertEquals("60000", json.get(json.indexOf("transactionTimeoutMs") + 1));
            assertTrue(Long.parseLong(json.get(json.indexOf("transactionDurationMs") + 1)) >= 0, json::toString);
            assertEquals(
                    List.of(
                            "topicPartitions",
                            "topic",
                            "credits",
                            "partition",
                            "0",
                            "topic",
                            "debits",
                            "partition",
                            "1"),
                    json.subList(json.indexOf("topicPartitions"), json.size()));

            live.commit();

            assertTrue(shell.ok("transactions", "list").contains("CompleteCommit"), shell.out());
            assertTrue(
                    shell.ok("transactions", "describe", "--transactional-id", "transfers", "--json")
                            .contains("\"currentTransactionStartTimeMs\":null,\"transactionDurationMs\":null,"
                                    + "\"topicPartitions\":[]}"),
                    shell.out());
        }
    }

    @Test
    void shouldShowThoseInAStateOnly() {
        shell.input("a\n").ok("produce", "credits", "--transactional-id", "done");
        LiveTransaction.begin(shell.directory(), "left")
                .publish("credits", 0, "b")
                .die();

        assertEquals(3, shell.ok("transactions", "list").lines().count());
        assertTrue(shell.ok("transactions", "list", "--state", "ongoing").contains("left"), shell.out());
        assertFalse(shell.out().contains("done"), shell.out());
        shell.ok("transactions", "list", "--state", "Empty", "--state=CompleteCommit", "--json");
        assertTrue(shell.out().contains("done") && !shell.out().contains("left"), shell.out());
        shell.fails(2, "\"Dead\" is none of Empty, Ongoing, PrepareCommit", "transactions", "list", "--state", "Dead");
    }

    @Test
    void shouldSayThatNobodyWorksOnWhatADeadEngineLeft() {
        LiveTransaction.begin(shell.directory(), "left")
                .publish("credits", 0, "b")
                .die();

        shell.ok("transactions", "list");
        assertTrue(shell.err().contains("no process owns the directory"), shell.err());
        assertTrue(shell.ok("transactions", "describe", "--transactional-id", "left")
                .contains("Ongoing"));
        assertTrue(shell.err().contains("no process owns the directory"), shell.err());

        shell.input("c\n").ok("produce", "credits", "--transactional-id", "left");
        shell.ok("transactions", "list");
        assertEquals("", shell.err());
        assertEquals("c\n", shell.ok("consume", "credits", "--isolation", "read_committed"));
        assertEquals("b\nc\n", shell.ok("consume", "credits"));
    }

    @Test
    void shouldRefuseWhatDoesNotGoTogether() {
        assertEquals(2, shell.run("transactions"));
        shell.fails(2, "--transactional-id", "transactions", "describe");
        shell.fails(2, "--partition needs --topic", "transactions", "find-hanging", "--partition", "0");
        shell.fails(2, "unknown topic: topic=credit ", "transactions", "find-hanging", "--topic", "credit");
        shell.fails(2, "unknown partition", "transactions", "find-hanging", "--topic=debits", "--partition=2");
        final String message = "give --transactional-id, or --topic, --partition and --start-offset";
        shell.fails(2, message, "transactions", "abort");
        shell.fails(2, message, "transactions", "abort", "--transactional-id", "x", "--topic", "credits");
        shell.fails(2, message, "transactions", "abort", "--topic", "credits", "--partition", "0");
        shell.fails(
                2,
                message,
                "transactions",
                "abort",
                "--transactional-id=x",
                "--topic=credits",
                "--partition=0",
                "--start-offset=0");
    }

    /** Names and values of JSON, in order. */
    private static List<String> tokens(final String json) throws IOException {
        final List<String> tokens = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (!token.isStructStart() && !token.isStructEnd()) {
                    tokens.add(parser.getText());
                }
            }
        }
        return tokens;
    }
}
