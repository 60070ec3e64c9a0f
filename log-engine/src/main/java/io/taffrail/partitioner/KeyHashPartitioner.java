/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.partitioner;

import org.agrona.DirectBuffer;

/**
 * Sends equal keys to the same partition, the one where Kafka's producer puts them too; another partitioner decides
 * for records without a key. An empty key is a key. Adding partitions to a topic moves keys.
 *
 * <p><b>Threading:</b> as {@link Partitioner}: one instance per publisher.
 */
public final class KeyHashPartitioner implements Partitioner {
    private final Partitioner withoutKey;

    /** Records without a key go to a {@link StickyPartitioner} that starts at partition 0. */
    public KeyHashPartitioner() {
        this(new StickyPartitioner());
    }

    /**
     * Uses a partitioner of the caller's choice for records without a key.
     *
     * @param withoutKey decides for them; belongs to this instance from now on.
     */
    public KeyHashPartitioner(Partitioner withoutKey) {
        if (withoutKey == null) {
            throw new IllegalArgumentException("withoutKey=null must be a partitioner");
        }
        this.withoutKey = withoutKey;
    }

    @Override
    public int partition(DirectBuffer key, int keyIndex, int keyLength, int partitionCount) {
        if (keyLength < 0) {
            return withoutKey.partition(key, keyIndex, keyLength, partitionCount);
        }
        return Murmur2.toPositive(Murmur2.hash(key, keyIndex, keyLength)) % partitionCount;
    }
}
