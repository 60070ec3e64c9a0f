/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.partitioner;

import org.agrona.DirectBuffer;

/** Always the same partition. Keeps no state: publishers may share an instance. */
public final class FixedPartitioner implements Partitioner {
    private final int partition;

    /**
     * Chooses the partition.
     *
     * @param partition at least 0.
     */
    public FixedPartitioner(int partition) {
        this.partition = RoundRobinPartitioner.requirePartition("partition", partition);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the topic has no such partition.
     */
    @Override
    public int partition(DirectBuffer key, int keyIndex, int keyLength, int partitionCount) {
        if (partition >= partitionCount) {
            throw new IllegalArgumentException("partition=" + partition + " must be below partitionCount="
                    + partitionCount + ": add partitions to the topic or choose another");
        }
        return partition;
    }
}
