/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.partitioner;

import org.agrona.DirectBuffer;

/**
 * Chooses the partition of each record that a publisher publishes.
 *
 * <p><b>Threading:</b> an instance belongs to one publisher and is called from its thread only. Implementations may
 * keep state without synchronisation, and must not allocate, block or throw for a valid call.
 *
 * <p>A publish that was refused (back-pressured, for example) and is tried again asks again, and may get another
 * partition.
 */
@FunctionalInterface
public interface Partitioner {
    /** Key length of a record that has no key. */
    int NULL_LENGTH = -1;

    /**
     * Chooses a partition.
     *
     * @param key            buffer that holds the key; may be null if the record has none. Valid during the call.
     * @param keyIndex       index of the key's first byte.
     * @param keyLength      length of the key in bytes, 0 for an empty one, {@link #NULL_LENGTH} for none.
     * @param partitionCount how many partitions the topic has now, at least 1. May be larger than at the call before.
     * @return a partition, 0 to {@code partitionCount - 1}.
     */
    int partition(DirectBuffer key, int keyIndex, int keyLength, int partitionCount);
}
