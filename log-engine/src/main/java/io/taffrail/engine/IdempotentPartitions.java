/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

/**
 * The partitions to which one idempotent publisher publishes, under one producer id.
 *
 * <p>Threading: the publisher's thread.
 */
final class IdempotentPartitions extends ProducerPartitions {
    private final TopicHandle topic;
    private final ProducerIds ids;
    private ProducerIdentity identity;

    IdempotentPartitions(final TopicHandle topic, final ProducerIds ids) {
        this.topic = topic;
        this.ids = ids;
        this.identity = ids.next();
    }

    @Override
    IdempotentPartition partition(final int number) {
        final IdempotentPartition present = opened(number);
        return present != null ? present : open(number);
    }

    @Override
    boolean isLasting() {
        return true;
    }

    @Override
    void beginEpoch() {
        close();
        identity = identity.isExhausted() ? ids.next() : identity.next();
    }

    private IdempotentPartition open(final int number) {
        return put(
                number,
                topic.partitionCount(),
                new IdempotentPartition(topic.log(number).producer(identity.producerId(), identity.epoch())));
    }
}
