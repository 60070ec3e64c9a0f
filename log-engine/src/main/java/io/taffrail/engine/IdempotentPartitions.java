/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import java.util.Arrays;

/**
 * The partitions to which one idempotent publisher publishes, under one producer id.
 *
 * <p>Threading: the publisher's thread.
 */
final class IdempotentPartitions {
    private final TopicHandle topic;
    private final ProducerIds ids;
    private ProducerIdentity identity;
    private IdempotentPartition[] partitions = new IdempotentPartition[0];

    IdempotentPartitions(final TopicHandle topic, final ProducerIds ids) {
        this.topic = topic;
        this.ids = ids;
        this.identity = ids.next();
    }

    /** One of the partitions that there are. */
    IdempotentPartition partition(final int number) {
        final IdempotentPartition[] present = partitions;
        return number < present.length && present[number] != null ? present[number] : open(number);
    }

    int lastSequence(final int number) {
        return number < partitions.length && partitions[number] != null ? partitions[number].lastSequence() : -1;
    }

    int lastTerm(final int number) {
        return number < partitions.length && partitions[number] != null ? partitions[number].lastTerm() : 0;
    }

    /** Go on with sequence 0 everywhere, after nothing. */
    void beginEpoch() {
        close();
        identity = identity.isExhausted() ? ids.next() : identity.next();
    }

    void close() {
        for (final IdempotentPartition partition : partitions) {
            if (partition != null) {
                partition.close();
            }
        }
        partitions = new IdempotentPartition[0];
    }

    private IdempotentPartition open(final int number) {
        if (number >= partitions.length) {
            partitions = Arrays.copyOf(partitions, topic.partitionCount());
        }
        partitions[number] =
                new IdempotentPartition(topic.log(number).producer(identity.producerId(), identity.epoch()));
        return partitions[number];
    }
}
