/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.engine.LogEngine;
import io.taffrail.log.RecordDraft;
import io.taffrail.producer.ProducerConfig;
import io.taffrail.producer.TransactionalProducer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LedgerTest {
    private static final String ACCOUNT = Bank.account(0);

    @TempDir
    private Path directory;

    private LogEngine engine;
    private int partition;

    @BeforeEach
    void open() {
        engine = LogEngine.open(directory);
        Bank.open(engine, 2, 100);
        Bank.replay(engine, Bank.CREDITS, record -> {
            if (record.keyAsString().equals(ACCOUNT)) {
                partition = record.partition();
            }
        });
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void shouldSpendWhatIsThereAndNoMoreWithinATurn() {
        try (Ledger ledger = new Ledger(engine, partition)) {
            ledger.beginTurn();

            assertTrue(ledger.decide(transfer(0, 60)).isGranted());
            assertFalse(ledger.decide(transfer(1, 60)).isGranted());
            assertTrue(ledger.decide(transfer(2, 40)).isGranted());
            assertEquals(0, ledger.decide(transfer(3, 1)).balance());
        }
    }

    @Test
    void shouldForgetWhatATurnSpentThatWasGivenUp() {
        try (Ledger ledger = new Ledger(engine, partition)) {
            ledger.beginTurn();
            ledger.decide(transfer(0, 60));
            ledger.beginTurn();

            assertEquals(100, ledger.decide(transfer(0, 60)).balance());
        }
    }

    @Test
    void shouldWaitForTheDebitsOfWhoHadThePartitionBefore() throws Exception {
        try (TransactionalProducer before = TransactionalProducer.open(engine, ProducerConfig.of("before"))) {
            before.begin();
            final Decision debit = new Decision(transfer(0, 60), true, 100, 0);
            before.publisher(Bank.DECISIONS)
                    .publish(new RecordDraft()
                            .partition(partition)
                            .key(ACCOUNT.getBytes(StandardCharsets.UTF_8))
                            .value(debit.text().getBytes(StandardCharsets.UTF_8)));
            final CompletableFuture<Decision> decision = CompletableFuture.supplyAsync(this::decideAboutAll);
            before.commit();

            assertEquals(40, decision.get().balance());
        }
    }

    private Decision decideAboutAll() {
        try (Ledger ledger = new Ledger(engine, partition)) {
            ledger.beginTurn();
            return ledger.decide(transfer(1, 100));
        }
    }

    private static Transfer transfer(final long id, final long amount) {
        return new Transfer(id, ACCOUNT, Bank.account(1), amount);
    }
}
