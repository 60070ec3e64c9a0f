/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.records;

import io.taffrail.producer.TransactionalProducer;
import java.util.concurrent.TimeUnit;

/**
 * The transactions of a producer, so many records in each; or none at all, where there is no such producer.
 *
 * <p>Threading: one at a time.
 */
final class Transactions implements AutoCloseable {
    private final TransactionalProducer producer;
    private final long maxRecords;
    private final int timeoutMs;
    private long records;
    private long committedRecords;
    private long committed;
    private long begunNs;

    /**
     * Transactions.
     *
     * @param producer  of them, or null for none.
     * @param options   say how large they are, and how long they may take.
     */
    Transactions(final TransactionalProducer producer, final ProducerOptions options) {
        this.producer = producer;
        this.maxRecords = options.size();
        this.timeoutMs = options.timeoutMs();
    }

    /** Whether there are any. */
    boolean isOn() {
        return producer != null;
    }

    /** A record is about to be published. */
    void beginIfNone() {
        if (isOn() && !producer.isInTransaction()) {
            producer.begin();
            begunNs = System.nanoTime();
        }
    }

    /** A record was given to the publisher; whether it is the last of its transaction. */
    boolean isFullWithOneMore() {
        records++;
        return isOn() && records >= maxRecords;
    }

    /** All records were published: commit, if something is open. */
    void commit() {
        if (isOn() && producer.isInTransaction()) {
            producer.commit();
            committed++;
            committedRecords += records;
            records = 0;
        }
    }

    /** Abort what is open, and publish no more. */
    @Override
    public void close() {
        if (isOn()) {
            producer.close();
        }
    }

    /** Why something of it may have been refused that has a time. */
    String timeoutNote() {
        final boolean isOver = isOn()
                && producer.isInTransaction()
                && System.nanoTime() - begunNs >= TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        return isOver ? ": the transaction took longer than --transaction-timeout=" + timeoutMs + " ms" : "";
    }

    /** How much was committed. */
    String text() {
        return "records=" + committedRecords + " transactions=" + committed;
    }

    long committed() {
        return committed;
    }
}
