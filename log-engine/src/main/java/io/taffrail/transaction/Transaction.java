/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.transaction;

import io.taffrail.model.TopicPartition;
import io.taffrail.transaction.TransactionRecord.TransactionStored;
import java.util.HashSet;
import java.util.Set;

/** One transactional id: what is stored of it, and whether a change of that is under way. */
final class Transaction {
    static final long NEVER = Long.MAX_VALUE;

    final String id;
    /** What was committed last; null until something was. */
    private TransactionStored stored;
    /** A record was appended and is not committed yet. There is one at a time. */
    private boolean isPending;
    /** Of a prepared transaction: partitions without a marker. */
    private final Set<TopicPartition> unmarked = new HashSet<>();

    private long deadlineMs = NEVER;
    /** Epochs of the producer id may have been given away that are not known: the next producer gets another id. */
    private boolean renews;

    private int term;

    Transaction(final String id) {
        this.id = id;
    }

    TransactionStored stored() {
        return stored;
    }

    TransactionState state() {
        return stored.state();
    }

    ProducerIdentity producer() {
        return stored.producer();
    }

    boolean isStored() {
        return stored != null;
    }

    boolean isOngoing() {
        return stored != null && stored.state() == TransactionState.ONGOING;
    }

    /** Whether a change is under way, which nothing else may come in between of. */
    boolean isBusy() {
        return isPending || stored.state().isPrepared();
    }

    void append(final TransactionRecord record, final TransactionOutbox outbox) {
        isPending = true;
        outbox.append(record);
    }

    void onTerm(final int presentTerm) {
        renews = stored != null && term < presentTerm;
    }

    boolean renews() {
        return renews;
    }

    void onCommitted(final TransactionStored committed, final int inTerm) {
        renews &=
                stored != null && committed.producer().id() == stored.producer().id();
        term = inTerm;
        stored = committed;
        isPending = false;
        deadlineMs = NEVER;
        unmarked.clear();
        if (committed.state().isPrepared()) {
            unmarked.addAll(committed.partitions());
        }
    }

    /** Whether all partitions have their marker now. */
    boolean onMarked(final TopicPartition partition) {
        return unmarked.remove(partition) && unmarked.isEmpty();
    }

    /** An ongoing transaction has its timeout, an id that nobody uses expires. The calendar may jump while we wait. */
    void schedule(final TransactionTime time, final TransactionConfig config) {
        if (isOngoing()) {
            deadlineMs = deadlineMs(time, stored.startEpochMs(), stored.timeoutMs());
        } else if (!stored.state().isPrepared()) {
            deadlineMs = deadlineMs(time, stored.updatedEpochMs(), config.idExpirationMs());
        }
    }

    private static long deadlineMs(final TransactionTime time, final long sinceEpochMs, final long periodMs) {
        final long passedMs = Math.max(0, time.epochMs - sinceEpochMs);
        return time.nowMs + periodMs - passedMs;
    }

    long deadlineMs() {
        return isPending ? NEVER : deadlineMs;
    }

    TransactionDescription describe() {
        return new TransactionDescription(
                id,
                stored.state(),
                stored.producer().id(),
                stored.producer().epoch(),
                stored.timeoutMs(),
                stored.startEpochMs(),
                stored.state().isPrepared() ? Set.copyOf(unmarked) : stored.partitions());
    }
}
