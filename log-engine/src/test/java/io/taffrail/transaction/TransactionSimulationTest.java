/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.model.ErrorCode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random histories of producers whose coordinator's log commits late and whose coordinator dies: they begin, add partitions,
 * write, commit, abort, fall silent, take each other's place, and administrators take their ids away. What the end of a
 * transaction was answered with is what all its partitions show; no transaction shows two things; an id and epoch belong to one
 * producer, and epochs only grow; a producer that was fenced changes nothing; one change of an id at a time is under way; a new
 * core knows what the old one knew; and once time passes every transaction ends and every id is forgotten.
 *
 * <p>{@code -Dtaffrail.transactions.seeds=100000} runs more, {@code -Dtaffrail.transactions.seed=N} one again.
 */
class TransactionSimulationTest {
    private static final int STEPS = 400;

    @Test
    void shouldKeepItsPromisesInAnyHistory() {
        final Long only = Long.getLong("taffrail.transactions.seed");
        final long first = only == null ? System.nanoTime() : only;
        final int seeds = only == null ? Integer.getInteger("taffrail.transactions.seeds", 2000) : 1;
        final Map<TransactionState, Integer> reached = new EnumMap<>(TransactionState.class);
        int crashes = 0;
        for (long seed = first; seed < first + seeds; seed++) {
            try {
                final SimulatedTransactions transactions = run(seed);
                crashes += transactions.crashes();
                transactions.reached().forEach((state, count) -> reached.merge(state, count, Integer::sum));
            } catch (final RuntimeException | AssertionError ex) {
                throw new AssertionError("seed=" + seed + " (-Dtaffrail.transactions.seed=" + seed + ")", ex);
            }
        }
        System.out.println("transactions: seeds=" + seeds + " first=" + first + " crashes=" + crashes + " " + reached);
        if (only == null) {
            assertTrue(crashes > seeds / 2, "too few crashes to show anything");
            assertTrue(reached.get(TransactionState.COMPLETE_COMMIT) > seeds * 3, "too few commits to show anything");
            assertTrue(reached.get(TransactionState.COMPLETE_ABORT) > seeds * 3, "too few aborts to show anything");
        }
    }

    private static SimulatedTransactions run(final long seed) {
        final Random random = new Random(seed);
        final SimulatedTransactions transactions = new SimulatedTransactions(random);
        final List<SimulatedProducer> producers = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            final String transactionalId = "t" + i;
            if (random.nextInt(3) == 0) {
                transactions.beginAt(transactionalId, (short) (Short.MAX_VALUE - 2 - random.nextInt(5)));
            }
            for (int j = 1 + random.nextInt(3); j > 0; j--) {
                producers.add(new SimulatedProducer(transactions, transactionalId, random));
            }
        }
        final int crashOneIn = random.nextBoolean() ? 40 : 100_000; // what is drawn once makes histories differ in kind
        final int pauseOneIn = random.nextBoolean() ? 40 : 100_000;
        final int abortOneIn = random.nextInt(4) == 0 ? 30 : 100_000;
        final int markedOneIn = 1 + random.nextInt(6);
        for (int i = 0; i < STEPS; i++) {
            final SimulatedProducer producer = producers.get(random.nextInt(producers.size()));
            if (random.nextInt(crashOneIn) == 0) {
                transactions.crash();
            } else if (random.nextInt(abortOneIn) == 0) {
                transactions.request(new TransactionRequest.Abort("t1"), TransactionSimulationTest::onAborted);
            } else if (random.nextInt(60) == 0) {
                producer.restart();
            } else {
                producer.step();
            }
            transactions.pass(random.nextInt(pauseOneIn) == 0 ? random.nextInt(300) : random.nextInt(4));
            if (random.nextInt(3) > 0) {
                transactions.commitSome();
            }
            if (random.nextInt(markedOneIn) == 0) {
                transactions.writeSome();
            }
        }
        quiesce(transactions);
        return transactions;
    }

    private static void onAborted(final TransactionAnswer answer) {
        assertTrue(
                answer == null
                        || answer.error() == ErrorCode.NONE
                        || answer.error() == ErrorCode.CONCURRENT_TRANSACTIONS
                        || answer.error() == ErrorCode.TRANSACTIONAL_ID_NOT_FOUND,
                () -> "answer=" + answer);
    }

    /** Nobody asks for anything any more: what is open ends by itself, then all is forgotten. */
    private static void quiesce(final SimulatedTransactions transactions) {
        for (int i = 0; i < 3; i++) {
            transactions.finish();
            transactions.pass(SimulatedProducer.TIMEOUT_MS);
        }
        transactions.finish();
        transactions.requireAllEnded();
        transactions.pass(SimulatedTransactions.CONFIG.idExpirationMs());
        transactions.finish();
        assertEquals(0, transactions.known());
    }
}
