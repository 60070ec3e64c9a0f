/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.partitioner.KeyHashPartitioner;
import io.taffrail.partitioner.Partitioner;
import java.util.function.Supplier;

/**
 * How a publisher publishes. Immutable.
 *
 * @param partitioner  makes the partitioner of a publisher, which belongs to it alone.
 * @param isIdempotent whether its records have a producer id, an epoch and sequences.
 * @param transaction  that its records are part of; null for none.
 */
public record PublisherConfig(
        Supplier<Partitioner> partitioner, boolean isIdempotent, ProducerTransaction transaction) {
    private static final PublisherConfig DEFAULTS = new PublisherConfig(KeyHashPartitioner::new, false, null);

    /**
     * Records with a key go where Kafka would put them, records without one stay with a partition for a while.
     *
     * @return the defaults.
     */
    public static PublisherConfig defaults() {
        return DEFAULTS;
    }

    /**
     * The same with another partitioner.
     *
     * @param newPartitioner makes one for each publisher.
     * @return a new configuration.
     */
    public PublisherConfig withPartitioner(final Supplier<Partitioner> newPartitioner) {
        return new PublisherConfig(newPartitioner, isIdempotent, transaction);
    }

    /**
     * The same with records that go into the log once, however often they are published: see {@link Publisher#lastSequence()}.
     *
     * @return a new configuration.
     */
    public PublisherConfig withIdempotence() {
        return new PublisherConfig(partitioner, true, transaction);
    }

    /**
     * The same with records that are part of a producer's transactions; they have sequences too, so there must be one such
     * publisher for each topic, and no other. Applications get them from a transactional producer.
     *
     * @param newTransaction of the producer.
     * @return a new configuration.
     */
    public PublisherConfig withTransaction(final ProducerTransaction newTransaction) {
        return new PublisherConfig(partitioner, true, newTransaction);
    }

    /** Partitions of a topic as its producer sees them; null where records have none. */
    ProducerPartitions partitionsOf(final TopicHandle topic, final ProducerIds ids) {
        if (transaction != null) {
            return new TransactionalPartitions(topic, transaction);
        }
        return isIdempotent ? new IdempotentPartitions(topic, ids) : null;
    }
}
