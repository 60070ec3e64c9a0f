/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.transactions;

import io.taffrail.coordinator.TransactionCoordinator;
import io.taffrail.engine.LogEngine;
import io.taffrail.model.ErrorCode;
import io.taffrail.model.ErrorCodeException;
import io.taffrail.transaction.TransactionAnswer;
import io.taffrail.transaction.TransactionDescription;
import io.taffrail.transaction.TransactionRequest;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Transactions of an engine that this process has just opened: none of their producers lives, and its coordinator goes on with
 * what was decided, and aborts what takes too long.
 */
final class OwnedTransactions {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final LogEngine engine;

    OwnedTransactions(final LogEngine engine) {
        this.engine = engine;
    }

    /**
     * Make sure that there is something to abort.
     *
     * @param transaction as it was before the engine was opened.
     */
    static void requireAbortable(final TransactionDescription transaction) {
        switch (transaction.state()) {
            case DEAD -> throw TransactionNotes.unknown(transaction.transactionalId());
            case EMPTY, COMPLETE_COMMIT, COMPLETE_ABORT -> throw refusal(transaction, "no transaction is ongoing");
            case PREPARE_COMMIT ->
                throw refusal(transaction, "it is decided, what is left to do is done once an engine is opened");
            case ONGOING, PREPARE_ABORT, PREPARE_EPOCH_FENCE -> {}
        }
    }

    /** Abort the transaction of an id, and wait until all its markers are written; its producer is fenced. */
    void abort(final String transactionalId) {
        ask(new TransactionRequest.Abort(transactionalId));
    }

    private static ErrorCodeException refusal(final TransactionDescription transaction, final String why) {
        return new ErrorCodeException(
                ErrorCode.INVALID_TXN_STATE,
                "transactionalId=" + transaction.transactionalId() + " state="
                        + transaction.state().text() + ": " + why);
    }

    /** Ask again while the abort is under way: its markers are being written. */
    private void ask(final TransactionRequest request) {
        final TransactionCoordinator coordinator = TransactionCoordinator.of(engine);
        final long sinceNs = System.nanoTime();
        final AtomicReference<TransactionAnswer> answer = new AtomicReference<>();
        coordinator.request(request, answer::set);
        while (answer.get() == null || answer.get().error() != ErrorCode.NONE) {
            final ErrorCode error = answer.get() == null
                    ? ErrorCode.COORDINATOR_NOT_AVAILABLE
                    : answer.get().error();
            final boolean isPassing = answer.get() == null || error == ErrorCode.CONCURRENT_TRANSACTIONS;
            if (!isPassing || System.nanoTime() - sinceNs > PATIENCE_NS) {
                final TransactionDescription now = coordinator.describe(request.transactionalId());
                throw new ErrorCodeException(
                        error,
                        "transactionalId=" + request.transactionalId() + " state="
                                + now.state().text() + " topicPartitions=" + DescribeCommand.partitions(now)
                                + ": see 'taffrail errors'");
            }
            if (answer.getAndSet(null) != null) {
                coordinator.request(request, answer::set);
            }
            LockSupport.parkNanos(PAUSE_NS);
        }
    }
}
