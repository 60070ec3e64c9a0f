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
 * @param partitioner makes the partitioner of a publisher, which belongs to it alone.
 */
public record PublisherConfig(Supplier<Partitioner> partitioner) {
    private static final PublisherConfig DEFAULTS = new PublisherConfig(KeyHashPartitioner::new);

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
        return new PublisherConfig(newPartitioner);
    }
}
