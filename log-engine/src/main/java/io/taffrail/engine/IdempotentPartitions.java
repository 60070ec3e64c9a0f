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
final class IdempotentPartitions implements ProducerPartitions {
    private final TopicHandle topic;
    private final ProducerIds ids;
    private ProducerIdentity identity;
    private IdempotentPartition[] partitions = new IdempotentPartition[0];

    IdempotentPartitions(final TopicHandle topic, final ProducerIds ids) {
        this.topic = topic;
        this.ids = ids;
        this.identity = ids.next();
    }

    @Override
    public IdempotentPartition partition(final int number) {
        final IdempotentPartition[] present = partitions;
        return number < present.length && present[number] != null ? present[number] : open(number);
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
        close();
        identity = identity.isExhausted() ? ids.next() : identity.next();
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

    private IdempotentPartition open(final int number) {
        if (number >= partitions.length) {
            partitions = Arrays.copyOf(partitions, topic.partitionCount());
        }
        partitions[number] =
                new IdempotentPartition(topic.log(number).producer(identity.producerId(), identity.epoch()));
        return partitions[number];
    }
}
