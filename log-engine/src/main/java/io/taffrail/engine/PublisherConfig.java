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
 */
public record PublisherConfig(Supplier<Partitioner> partitioner, boolean isIdempotent) {
    private static final PublisherConfig DEFAULTS = new PublisherConfig(KeyHashPartitioner::new, false);

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
        return new PublisherConfig(newPartitioner, isIdempotent);
    }

    /**
     * The same with records that go into the log once, however often they are published: see {@link Publisher#lastSequence()}.
     *
     * @return a new configuration.
     */
    public PublisherConfig withIdempotence() {
        return new PublisherConfig(partitioner, true);
    }
}
