/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.transaction;

import io.taffrail.model.ErrorCode;
import io.taffrail.model.TopicPartition;
import io.taffrail.transaction.TransactionRecord.TransactionStored;
import java.util.Set;
import java.util.function.LongSupplier;

/** A transaction ends in two steps: what becomes of it is stored, then all its partitions are told. */
final class Ending {
    private final TransactionTime time;
    private final LongSupplier producerIds;

    Ending(final TransactionTime time, final LongSupplier producerIds) {
        this.time = time;
        this.producerIds = producerIds;
    }

    /** An end that was done already is answered again. With nothing ongoing, a producer may abort to get a new epoch. */
    void onEnd(
            final Transaction transaction,
            final TransactionRequest.End end,
            final long token,
            final TransactionOutbox outbox) {
        final ErrorCode error = check(transaction, end);
        if (error != ErrorCode.NONE) {
            outbox.answer(token, TransactionAnswer.refusal(end, error));
        } else if (isRepeated(transaction, end)) {
            outbox.answer(token, TransactionAnswer.Assigned.to(transaction.producer()));
        } else {
            final ProducerIdentity ending = prepare(transaction, end.isCommit(), outbox);
            outbox.answerOnCommit(token, TransactionAnswer.Assigned.to(ending.ended()));
        }
    }

    private static ErrorCode check(final Transaction transaction, final TransactionRequest.End end) {
        final ProducerIdentity producer = transaction.producer();
        if (isRepeated(transaction, end)) {
            final boolean isCommitted = transaction.state() == TransactionState.COMPLETE_COMMIT;
            return isCommitted == end.isCommit() ? ErrorCode.NONE : ErrorCode.INVALID_TXN_STATE;
        }
        if (!producer.is(end.producerId(), end.producerEpoch())) {
            return producer.id() == end.producerId() || producer.hasEndedAs(end.producerId(), end.producerEpoch())
                    ? ErrorCode.PRODUCER_FENCED
                    : ErrorCode.INVALID_PRODUCER_ID_MAPPING;
        }
        return end.isCommit() && !transaction.isOngoing() ? ErrorCode.INVALID_TXN_STATE : ErrorCode.NONE;
    }

    private static boolean isRepeated(final Transaction transaction, final TransactionRequest.End end) {
        return transaction.state().isComplete()
                && transaction.producer().hasEndedAs(end.producerId(), end.producerEpoch());
    }

    /** Abort what is ongoing, under an epoch that its producer does not have. */
    void fence(final Transaction transaction, final TransactionOutbox outbox) {
        prepare(transaction, false, outbox);
    }

    private ProducerIdentity prepare(
            final Transaction transaction, final boolean isCommit, final TransactionOutbox outbox) {
        final TransactionStored stored = transaction.stored();
        final boolean isOver = stored.producer().isExhausted() || transaction.renews();
        final ProducerIdentity ending =
                stored.producer().ending(isOver ? producerIds.getAsLong() : ProducerIdentity.NO_ID);
        transaction.append(
                new TransactionStored(
                        transaction.id,
                        ending,
                        isCommit ? TransactionState.PREPARE_COMMIT : TransactionState.PREPARE_ABORT,
                        stored.timeoutMs(),
                        stored.partitions(),
                        transaction.isOngoing() ? stored.startEpochMs() : time.epochMs,
                        time.epochMs),
                outbox);
        return ending;
    }

    /** It is decided: what is left to do can be done again and again. */
    void onPrepared(final Transaction transaction, final TransactionOutbox outbox) {
        final TransactionStored stored = transaction.stored();
        if (stored.partitions().isEmpty()) {
            complete(transaction, outbox);
        } else {
            outbox.writeMarkers(
                    transaction.id,
                    stored.producer().id(),
                    stored.producer().epoch(),
                    stored.state() == TransactionState.PREPARE_COMMIT,
                    stored.partitions());
        }
    }

    void onMarked(final Transaction transaction, final TopicPartition partition, final TransactionOutbox outbox) {
        if (transaction.onMarked(partition)) {
            complete(transaction, outbox);
        }
    }

    private void complete(final Transaction transaction, final TransactionOutbox outbox) {
        final TransactionStored stored = transaction.stored();
        final ProducerIdentity producer = stored.producer();
        final boolean isToRotate = transaction.renews() && producer.nextId() == ProducerIdentity.NO_ID;
        transaction.append(
                new TransactionStored(
                        transaction.id,
                        (isToRotate ? producer.takenOverBy(producerIds.getAsLong()) : producer).ended(),
                        stored.state().completed(),
                        stored.timeoutMs(),
                        Set.of(),
                        stored.startEpochMs(),
                        time.epochMs),
                outbox);
    }
}
