/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.log.ProducerAppender;

/**
 * Partitions of a topic in the transactions of a producer. The first record of a transaction in each makes that part of it;
 * who the producer is tells one transaction from the next.
 */
final class TransactionalPartitions extends ProducerPartitions {
    private final TopicHandle topic;
    private final ProducerTransaction transaction;

    TransactionalPartitions(final TopicHandle topic, final ProducerTransaction transaction) {
        this.topic = topic;
        this.transaction = transaction;
    }

    @Override
    IdempotentPartition partition(final int number) {
        final ProducerIdentity producer = transaction.producer();
        final IdempotentPartition present = opened(number);
        return present != null && present.isOf(producer) ? present : join(number, producer);
    }

    private IdempotentPartition join(final int number, final ProducerIdentity producer) {
        transaction.join(topic.name(), number);
        final IdempotentPartition before = opened(number);
        if (before != null && before.tryGoOnAs(producer)) {
            return before;
        }
        return put(
                number,
                topic.partitionCount(),
                new IdempotentPartition(
                        ProducerAppender.transactional(topic.log(number), producer.producerId(), producer.epoch())));
    }

    @Override
    boolean isLasting() {
        return false;
    }

    @Override
    void beginEpoch() {
        throw new IllegalStateException("publisher is part of transactions: topic=" + topic.name()
                + ": abort the transaction, the next one begins a new epoch");
    }
}
