/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.transaction;

import io.taffrail.kafkacontract.Conditions;
import io.taffrail.kafkacontract.ProducerAnswer;
import io.taffrail.kafkacontract.ProducerRequest;
import io.taffrail.kafkacontract.Request.Partition;
import io.taffrail.kafkacontract.TransactionTarget;
import io.taffrail.model.ErrorCode;
import io.taffrail.model.TopicPartition;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Our core as a target of scripts: a log that commits at once, and markers that are written at once, but for the stuck topic. */
final class CoreTransactionTarget implements TransactionTarget, TransactionOutbox {
    private final TransactionCore core = new TransactionCore(
            new TransactionConfig(Conditions.MAX_TRANSACTION_TIMEOUT_MS, Conditions.TRANSACTIONAL_ID_EXPIRATION_MS),
            () -> this.nextProducerId++);
    private final ArrayDeque<TransactionRecord> appended = new ArrayDeque<>();
    private final ArrayDeque<Runnable> markers = new ArrayDeque<>();
    private TransactionAnswer answer;
    private long nextProducerId;
    private long nowMs;

    CoreTransactionTarget() {
        core.activate(0, this);
    }

    @Override
    public ProducerAnswer ask(final ProducerRequest request) {
        core.time(nowMs, nowMs);
        if (request instanceof ProducerRequest.Describe describe) {
            return described(core.describe(describe.transactionalId()));
        }
        if (request instanceof ProducerRequest.ListTransactions list) {
            return listed(list.states());
        }
        core.handle(translated(request), 0, this);
        commit();
        if (answer instanceof TransactionAnswer.Assigned assigned) {
            return new ProducerAnswer.Assigned(
                    assigned.error().name(), assigned.producerId(), assigned.producerEpoch());
        }
        return new ProducerAnswer.Added(answer.error().name());
    }

    private static TransactionRequest translated(final ProducerRequest request) {
        if (request instanceof ProducerRequest.Init init) {
            return new TransactionRequest.InitProducerId(
                    init.transactionalId(), init.timeoutMs(), init.producerId(), init.epoch());
        }
        if (request instanceof ProducerRequest.Add add) {
            final Set<TopicPartition> partitions = new HashSet<>();
            add.partitions().forEach(each -> partitions.add(new TopicPartition(each.topic(), each.index())));
            return new TransactionRequest.AddPartitions(
                    add.transactionalId(), add.producerId(), add.epoch(), partitions);
        }
        if (request instanceof ProducerRequest.End end) {
            return new TransactionRequest.End(end.transactionalId(), end.producerId(), end.epoch(), end.isCommit());
        }
        throw new IllegalArgumentException("unknown request: " + request);
    }

    /** That a transactional id must not be empty is the shell's affair where only a query is asked. */
    private static ProducerAnswer described(final TransactionDescription found) {
        if (found.state() == TransactionState.DEAD) {
            final ErrorCode error = found.transactionalId().isEmpty()
                    ? ErrorCode.INVALID_REQUEST
                    : ErrorCode.TRANSACTIONAL_ID_NOT_FOUND;
            return new ProducerAnswer.Described(error.name(), "", -1, (short) -1, 0, List.of());
        }
        return new ProducerAnswer.Described(
                ErrorCode.NONE.name(),
                found.state().text(),
                found.producerId(),
                found.producerEpoch(),
                found.timeoutMs(),
                found.partitions().stream()
                        .map(each -> new Partition(each.topic(), each.partition()))
                        .toList());
    }

    private ProducerAnswer listed(final List<String> states) {
        return new ProducerAnswer.Listed(
                ErrorCode.NONE.name(),
                core.list().stream()
                        .filter(each ->
                                states.isEmpty() || states.contains(each.state().text()))
                        .sorted(Comparator.comparing(TransactionDescription::transactionalId))
                        .map(each -> new ProducerAnswer.ListedTransaction(
                                each.transactionalId(), each.state().text(), each.producerId()))
                        .toList());
    }

    @Override
    public void advance(final long durationMs) {
        for (long i = 0; i < durationMs; i++) {
            nowMs++;
            core.time(nowMs, nowMs).onTime(this);
            commit();
        }
    }

    private void commit() {
        while (!appended.isEmpty() || !markers.isEmpty()) {
            if (appended.isEmpty()) {
                markers.poll().run();
            } else {
                core.apply(appended.poll(), 0, this);
            }
        }
    }

    @Override
    public void append(final TransactionRecord record) {
        appended.add(record);
    }

    @Override
    public void answer(final long token, final TransactionAnswer given) {
        answer = given;
    }

    @Override
    public void answerOnCommit(final long token, final TransactionAnswer given) {
        answer = given;
    }

    @Override
    public void writeMarkers(
            final String transactionalId,
            final long producerId,
            final short producerEpoch,
            final boolean isCommit,
            final Set<TopicPartition> partitions) {
        for (final TopicPartition partition : partitions) {
            if (!Conditions.STUCK_TOPIC.equals(partition.topic())) {
                markers.add(() -> core.onMarkerWritten(transactionalId, producerId, producerEpoch, partition, this));
            }
        }
    }

    @Override
    public void close() {
        appended.clear();
    }
}
