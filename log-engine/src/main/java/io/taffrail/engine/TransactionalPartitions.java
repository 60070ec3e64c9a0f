/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.log.ProducerAppender;
import java.util.Arrays;

/**
 * Partitions of a topic in the transactions of a producer. The first record of a transaction in each makes that part of it;
 * who the producer is tells one transaction from the next.
 */
final class TransactionalPartitions implements ProducerPartitions {
    private final TopicHandle topic;
    private final ProducerTransaction transaction;
    private IdempotentPartition[] partitions = new IdempotentPartition[0];

    TransactionalPartitions(final TopicHandle topic, final ProducerTransaction transaction) {
        this.topic = topic;
        this.transaction = transaction;
    }

    @Override
    public IdempotentPartition partition(final int number) {
        final ProducerIdentity producer = transaction.producer();
        final IdempotentPartition[] present = partitions;
        return number < present.length && present[number] != null && present[number].isOf(producer)
                ? present[number]
                : join(number, producer);
    }

    private IdempotentPartition join(final int number, final ProducerIdentity producer) {
        transaction.join(topic.name(), number);
        if (number >= partitions.length) {
            partitions = Arrays.copyOf(partitions, topic.partitionCount());
        }
        final IdempotentPartition before = partitions[number];
        if (before == null || !before.tryGoOnAs(producer)) {
            if (before != null) {
                before.close();
            }
            partitions[number] = new IdempotentPartition(
                    ProducerAppender.transactional(topic.log(number), producer.producerId(), producer.epoch()));
        }
        return partitions[number];
    }

    @Override
    public int lastSequence(final int number) {
        return number < partitions.length && partitions[number] != null ? partitions[number].lastSequence() : -1;
    }

    @Override
    public int lastTerm(final int number) {
        return number < partitions.length && partitions[number] != null ? partitions[number].lastTerm() : 0;
    }

    @Override
    public void beginEpoch() {
        throw new IllegalStateException("publisher is part of transactions: topic=" + topic.name()
                + ": abort the transaction, the next one begins a new epoch");
    }

    @Override
    public boolean isClaimOpen() {
        return Arrays.stream(partitions).anyMatch(each -> each != null && each.isClaimOpen());
    }

    @Override
    public long refusal() {
        long refusal = 0;
        for (final IdempotentPartition partition : partitions) {
            refusal = partition == null ? refusal : Math.min(refusal, partition.refusal());
        }
        return refusal;
    }

    @Override
    public void forgetRefusal() {
        for (final IdempotentPartition partition : partitions) {
            if (partition != null) {
                partition.forgetRefusal();
            }
        }
    }

    @Override
    public void abortClaims() {
        for (final IdempotentPartition partition : partitions) {
            if (partition != null && partition.isClaimOpen()) {
                partition.abort();
            }
        }
    }

    @Override
    public void close() {
        for (final IdempotentPartition partition : partitions) {
            if (partition != null) {
                partition.close();
            }
        }
        partitions = new IdempotentPartition[0];
    }
}
