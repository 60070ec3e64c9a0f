/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.bank;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Subscription;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The accounts of one partition as a teller knows them: the sum of what was read of their events.
 *
 * <p>Debits must all be known, or money is spent twice. They are all in one partition of {@link Bank#DECISIONS} that only the
 * teller in charge writes to, and it reads that to its end before it decides. Credits come from all tellers at any time. A
 * credit that is not known yet only makes the account look poorer than it is, so whatever is readable of them will do, and
 * nobody has to lock an account of another teller.
 *
 * <p>Threading: the teller's thread.
 */
final class Ledger implements AutoCloseable {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(15);
    private static final long PAUSE_NS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final int RECORDS_PER_POLL = 1_000;

    private final LogEngine engine;
    private final int partition;
    private final Subscription decisions;
    private final Subscription credits;
    private final Map<String, Long> balances = new HashMap<>();
    private final Map<String, Long> spentInTurn = new HashMap<>();
    private long endOfMine;
    private boolean isUpToDate;

    Ledger(final LogEngine engine, final int partition) {
        this.engine = engine;
        this.partition = partition;
        decisions = Bank.committed(engine, Bank.DECISIONS, partition);
        credits = Bank.committed(engine, Bank.CREDITS, partition);
    }

    /** A turn is a transaction. What an earlier one spent is read back from the log, if it was committed. */
    void beginTurn() {
        spentInTurn.clear();
        isUpToDate = false;
    }

    /** Decide about a transfer from an account of this partition. */
    Decision decide(final Transfer transfer) {
        if (!isUpToDate) {
            catchUp();
            isUpToDate = true;
        }
        final long balance = balances.getOrDefault(transfer.from(), 0L) - spentInTurn.getOrDefault(transfer.from(), 0L);
        final boolean isGranted = transfer.amount() <= balance;
        if (isGranted) {
            spentInTurn.merge(transfer.from(), transfer.amount(), Long::sum);
        }
        return new Decision(transfer, isGranted, balance, credits.position(partition));
    }

    /** A decision was published at this offset: no later turn decides without having passed it. */
    void onPublished(final long offset) {
        endOfMine = offset + 1;
    }

    /**
     * Read all decisions, also those of a teller that had the partition before, and the credits that are there. Where a
     * transaction of a teller that is gone is still open, this waits for its end.
     */
    private void catchUp() {
        final long end =
                Math.max(endOfMine, engine.offsets(Bank.DECISIONS, partition).endOffset());
        final long sinceNs = System.nanoTime();
        readDecisions();
        while (decisions.position(partition) < end) {
            if (System.nanoTime() - sinceNs > PATIENCE_NS) {
                throw new IllegalStateException("waited in vain for an open transaction to end: topic=" + Bank.DECISIONS
                        + " partition=" + partition + " "
                        + engine.partition(Bank.DECISIONS, partition).openTransactions());
            }
            engine.doWork(); // nothing where the engine has threads
            LockSupport.parkNanos(PAUSE_NS);
            readDecisions();
        }
        while (credits.poll(
                        record -> {
                            final Credit credit = Credit.of(record);
                            balances.merge(credit.account(), credit.amount(), Long::sum);
                        },
                        RECORDS_PER_POLL)
                > 0) {
            // there was more
        }
    }

    private void readDecisions() {
        while (decisions.poll(
                        record -> {
                            final Decision decision = Decision.of(record);
                            if (decision.isGranted()) {
                                final Transfer transfer = decision.transfer();
                                balances.merge(transfer.from(), -transfer.amount(), Long::sum);
                            }
                        },
                        RECORDS_PER_POLL)
                > 0) {
            // there was more
        }
    }

    @Override
    public void close() {
        decisions.close();
        credits.close();
    }
}
