/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.transaction;

import io.taffrail.model.ErrorCode;
import io.taffrail.model.TopicPartition;
import io.taffrail.transaction.TransactionRecord.TransactionStored;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * All transactional ids whose records stand in one log, as a pure state machine.
 *
 * <p>The caller says what time it is ({@link #time}), hands in requests ({@link #handle}) and markers that were written
 * ({@link #onMarkerWritten}), and lets time pass ({@link #onTime}); the core puts records, answers and markers to write into
 * the outbox. Every record comes back through {@link #apply} once it is committed, in the order of the log; what the core knows
 * changes there and nowhere else. Of each id one change at a time is under way, and meanwhile nothing else is done with it. If a
 * record cannot be appended, or the log goes on under another leader, the core is thrown away and a new one is built by
 * applying the log from its start.
 *
 * <p>Before {@link #activate} the core only follows its log. Times are milliseconds.
 *
 * <p>Threading: one thread at a time.
 */
public final class TransactionCore {
    private final TransactionConfig config;
    private final TransactionTime time = new TransactionTime();
    private final Map<String, Transaction> transactions = new TreeMap<>();
    private final Ending ending;
    private final Initialization initialization;
    private boolean isActive;
    private long nextDeadlineMs = Transaction.NEVER;

    /**
     * A coordinator without transactional ids.
     *
     * @param config      limits.
     * @param producerIds gives a producer id that nobody has, 0 or more, each time it is asked.
     */
    public TransactionCore(final TransactionConfig config, final LongSupplier producerIds) {
        this.config = config;
        ending = new Ending(time, producerIds);
        initialization = new Initialization(time, producerIds, ending);
    }

    /**
     * Say what time it is, before anything else in a step.
     *
     * @param monotonicMs for deadlines; never goes back.
     * @param epochMs     of the calendar, for what is stored.
     * @return this.
     */
    public TransactionCore time(final long monotonicMs, final long epochMs) {
        time.set(monotonicMs, epochMs);
        return this;
    }

    /**
     * Begin to coordinate: all of the log was applied. Of every transaction that is decided the markers are written again.
     *
     * @param term   of the log now. Between an older term and this one records may have been lost, and with them epochs that
     *     were given away: a transactional id whose record is of an older term gets another producer id with its next step.
     * @param outbox for what is to be done.
     */
    public void activate(final int term, final TransactionOutbox outbox) {
        isActive = true;
        transactions.values().forEach(transaction -> transaction.onTerm(term));
        transactions.values().forEach(transaction -> proceed(transaction, outbox));
    }

    /**
     * A record of the log is committed.
     *
     * @param record the next one.
     * @param term   in which it was written.
     * @param outbox for what is to be done.
     */
    public void apply(final TransactionRecord record, final int term, final TransactionOutbox outbox) {
        if (record instanceof TransactionStored stored) {
            final Transaction transaction = transactions.computeIfAbsent(record.transactionalId(), Transaction::new);
            transaction.onCommitted(stored, term);
            if (isActive) {
                proceed(transaction, outbox);
            }
        } else {
            transactions.remove(record.transactionalId());
        }
    }

    private void proceed(final Transaction transaction, final TransactionOutbox outbox) {
        transaction.schedule(time, config);
        noteDeadline(transaction);
        if (transaction.state().isPrepared()) {
            ending.onPrepared(transaction, outbox);
        }
    }

    /**
     * Handle a request.
     *
     * @param request what is asked.
     * @param token   0 or more; comes back with the answer.
     * @param outbox  for what is to be done.
     */
    public void handle(final TransactionRequest request, final long token, final TransactionOutbox outbox) {
        final Transaction transaction = transactions.get(request.transactionalId());
        final ErrorCode error = check(transaction, request);
        if (error != ErrorCode.NONE) {
            outbox.answer(token, TransactionAnswer.refusal(request, error));
        } else if (request instanceof TransactionRequest.InitProducerId init) {
            final Transaction begun = transaction == null ? new Transaction(init.transactionalId()) : transaction;
            initialization.onInit(begun, init, token, outbox);
            transactions.put(begun.id, begun);
        } else if (request instanceof TransactionRequest.AddPartitions add) {
            onAdd(transaction, add, token, outbox);
        } else if (request instanceof TransactionRequest.End end) {
            ending.onEnd(transaction, end, token, outbox);
        } else if (request instanceof TransactionRequest.Abort abort) {
            initialization.onAbort(transaction, abort, token, outbox);
        }
    }

    /**
     * A marker that the core asked for is committed, or its partition does not exist any more. One that is not awaited, as when
     * it is told twice, changes nothing.
     *
     * @param transactionalId whose.
     * @param producerId      of the marker.
     * @param producerEpoch   of the marker.
     * @param partition       that it is in.
     * @param outbox          for what is to be done.
     */
    public void onMarkerWritten(
            final String transactionalId,
            final long producerId,
            final short producerEpoch,
            final TopicPartition partition,
            final TransactionOutbox outbox) {
        final Transaction transaction = transactions.get(transactionalId);
        if (transaction != null
                && transaction.isStored()
                && transaction.producer().is(producerId, producerEpoch)) {
            ending.onMarked(transaction, partition, outbox);
        }
    }

    /**
     * Let time pass: abort transactions that take too long, forget ids that nobody used for long.
     *
     * @param outbox for what is to be done.
     */
    public void onTime(final TransactionOutbox outbox) {
        if (time.nowMs < nextDeadlineMs) {
            return;
        }
        nextDeadlineMs = Transaction.NEVER;
        for (final Transaction transaction : transactions.values()) {
            if (time.nowMs >= transaction.deadlineMs()) {
                onDeadline(transaction, outbox);
            }
            noteDeadline(transaction);
        }
    }

    /**
     * Whether there is no transactional id.
     *
     * @return true if so.
     */
    public boolean isEmpty() {
        return transactions.isEmpty();
    }

    /**
     * A transactional id.
     *
     * @param transactionalId which.
     * @return as it is; DEAD if there is none.
     */
    public TransactionDescription describe(final String transactionalId) {
        final Transaction transaction = transactions.get(transactionalId);
        return transaction == null || !transaction.isStored()
                ? TransactionDescription.dead(transactionalId)
                : transaction.describe();
    }

    /**
     * All transactional ids.
     *
     * @return as they are, by id.
     */
    public List<TransactionDescription> list() {
        final List<TransactionDescription> list = new ArrayList<>();
        transactions.values().stream().filter(Transaction::isStored).forEach(each -> list.add(each.describe()));
        return list;
    }

    private ErrorCode check(final Transaction transaction, final TransactionRequest request) {
        if (request.transactionalId().isEmpty()) {
            return ErrorCode.INVALID_REQUEST;
        }
        if (request instanceof TransactionRequest.InitProducerId init) {
            if (init.isAnew() != (init.producerEpoch() == ProducerIdentity.NO_EPOCH)) {
                return ErrorCode.INVALID_REQUEST;
            }
            if (init.timeoutMs() <= 0 || init.timeoutMs() > config.maxTimeoutMs()) {
                return ErrorCode.INVALID_TRANSACTION_TIMEOUT;
            }
        } else if (transaction == null) {
            return request instanceof TransactionRequest.Abort
                    ? ErrorCode.TRANSACTIONAL_ID_NOT_FOUND
                    : ErrorCode.INVALID_PRODUCER_ID_MAPPING;
        }
        return transaction != null && transaction.isBusy() ? ErrorCode.CONCURRENT_TRANSACTIONS : ErrorCode.NONE;
    }

    private void onAdd(
            final Transaction transaction,
            final TransactionRequest.AddPartitions add,
            final long token,
            final TransactionOutbox outbox) {
        final ProducerIdentity producer = transaction.producer();
        final TransactionStored stored = transaction.stored();
        if (producer.id() != add.producerId()) {
            outbox.answer(token, TransactionAnswer.refusal(add, ErrorCode.INVALID_PRODUCER_ID_MAPPING));
        } else if (producer.epoch() != add.producerEpoch()) {
            outbox.answer(token, TransactionAnswer.refusal(add, ErrorCode.PRODUCER_FENCED));
        } else if (transaction.isOngoing() && stored.partitions().containsAll(add.partitions())) {
            outbox.answer(token, new TransactionAnswer.Done(ErrorCode.NONE));
        } else {
            final Set<TopicPartition> partitions = new HashSet<>(stored.partitions());
            partitions.addAll(add.partitions());
            transaction.append(
                    new TransactionStored(
                            transaction.id,
                            producer.settled(),
                            TransactionState.ONGOING,
                            stored.timeoutMs(),
                            partitions,
                            transaction.isOngoing() ? stored.startEpochMs() : time.epochMs,
                            time.epochMs),
                    outbox);
            outbox.answerOnCommit(token, new TransactionAnswer.Done(ErrorCode.NONE));
        }
    }

    private void onDeadline(final Transaction transaction, final TransactionOutbox outbox) {
        if (transaction.isOngoing()) {
            ending.fence(transaction, outbox);
        } else {
            transaction.append(new TransactionRecord.TransactionRemoved(transaction.id), outbox);
        }
    }

    private void noteDeadline(final Transaction transaction) {
        nextDeadlineMs = Math.min(nextDeadlineMs, transaction.deadlineMs());
    }
}
