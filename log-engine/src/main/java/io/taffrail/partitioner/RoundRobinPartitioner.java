/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.partitioner;

import org.agrona.DirectBuffer;

/**
 * Takes the partitions in turn, whatever the key.
 *
 * <p><b>Threading:</b> as {@link Partitioner}: one instance per publisher. Give publishers of the same topic different
 * first partitions, or they may go round in step.
 */
public final class RoundRobinPartitioner implements Partitioner {
    /** Not negative; may be at or past the number of partitions. */
    private int next;

    /** Starts at partition 0. */
    public RoundRobinPartitioner() {
        this(0);
    }

    /**
     * Starts at a partition of the caller's choice.
     *
     * @param first partition, at least 0, taken modulo the number of partitions.
     */
    public RoundRobinPartitioner(int first) {
        this.next = requirePartition("first", first);
    }

    @Override
    public int partition(DirectBuffer key, int keyIndex, int keyLength, int partitionCount) {
        int partition = next < partitionCount ? next : next % partitionCount;
        next = partition + 1;
        return partition;
    }

    static int requirePartition(String name, int partition) {
        if (partition < 0) {
            throw new IllegalArgumentException(name + "=" + partition + " must be at least 0");
        }
        return partition;
    }
}
