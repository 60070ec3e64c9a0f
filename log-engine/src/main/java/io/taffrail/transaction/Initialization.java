/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.transaction;

import io.taffrail.model.ErrorCode;
import io.taffrail.transaction.TransactionRecord.TransactionStored;
import io.taffrail.transaction.TransactionRequest.InitProducerId;
import java.util.Set;
import java.util.function.LongSupplier;

/** A producer begins: it gets an epoch that nobody had before, and whoever spoke for the id is fenced. */
final class Initialization {
    private final TransactionTime time;
    private final LongSupplier producerIds;
    private final Ending ending;

    Initialization(final TransactionTime time, final LongSupplier producerIds, final Ending ending) {
        this.time = time;
        this.producerIds = producerIds;
        this.ending = ending;
    }

    void onInit(
            final Transaction transaction,
            final InitProducerId init,
            final long token,
            final TransactionOutbox outbox) {
        if (!isKnown(transaction, init)) {
            outbox.answer(token, TransactionAnswer.refusal(init, ErrorCode.PRODUCER_FENCED));
        } else if (transaction.isOngoing()) {
            ending.fence(transaction, outbox);
            outbox.answerOnCommit(token, TransactionAnswer.refusal(init, ErrorCode.CONCURRENT_TRANSACTIONS));
        } else {
            final ProducerIdentity next = next(transaction, init);
            if (next == null) {
                outbox.answer(token, TransactionAnswer.refusal(init, ErrorCode.PRODUCER_FENCED));
            } else {
                begin(transaction, next, init.timeoutMs(), outbox);
                outbox.answerOnCommit(token, TransactionAnswer.Assigned.to(next));
            }
        }
    }

    void onAbort(
            final Transaction transaction,
            final TransactionRequest.Abort abort,
            final long token,
            final TransactionOutbox outbox) {
        if (transaction.isOngoing()) {
            ending.fence(transaction, outbox);
            outbox.answerOnCommit(token, TransactionAnswer.refusal(abort, ErrorCode.CONCURRENT_TRANSACTIONS));
        } else {
            final int timeoutMs = transaction.stored().timeoutMs();
            begin(transaction, following(transaction, false), timeoutMs, outbox);
            outbox.answerOnCommit(token, new TransactionAnswer.Done(ErrorCode.NONE));
        }
    }

    private static boolean isKnown(final Transaction transaction, final InitProducerId init) {
        return init.isAnew()
                || !transaction.isStored()
                || transaction.producer().isKnownAs(init.producerId(), init.producerEpoch());
    }

    /** Null for a producer that was fenced. One that names its last epoch missed the answer, and is given it again. */
    private ProducerIdentity next(final Transaction transaction, final InitProducerId init) {
        if (!transaction.isStored()) {
            return ProducerIdentity.first(producerIds.getAsLong());
        }
        final ProducerIdentity producer = transaction.producer();
        if (init.isAnew() || init.producerEpoch() == producer.epoch()) {
            return following(transaction, !init.isAnew());
        }
        return init.producerEpoch() == producer.lastEpoch() ? producer : null;
    }

    private ProducerIdentity following(final Transaction transaction, final boolean isSameProducer) {
        final ProducerIdentity producer = transaction.producer();
        return producer.isExhausted() || transaction.renews()
                ? producer.rotated(producerIds.getAsLong(), isSameProducer)
                : producer.bumped(isSameProducer);
    }

    private void begin(
            final Transaction transaction,
            final ProducerIdentity producer,
            final int timeoutMs,
            final TransactionOutbox outbox) {
        transaction.append(
                new TransactionStored(
                        transaction.id,
                        producer,
                        TransactionState.EMPTY,
                        timeoutMs,
                        Set.of(),
                        TransactionRecord.NO_TIME,
                        time.epochMs),
                outbox);
    }
}
