/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import java.util.Arrays;

/** Partitions of a topic as a producer with an id sees them. The publisher's thread. */
abstract class ProducerPartitions implements AutoCloseable {
    private IdempotentPartition[] partitions = new IdempotentPartition[0];

    /** One of the partitions that there are. */
    abstract IdempotentPartition partition(int number);

    /** Whether a partition stays what it is until an epoch is begun here. */
    abstract boolean isLasting();

    /** Go on with sequence 0 everywhere, after nothing. */
    abstract void beginEpoch();

    /** A partition that was opened, or null. */
    final IdempotentPartition opened(final int number) {
        final IdempotentPartition[] present = partitions;
        return number < present.length ? present[number] : null;
    }

    /** Have a partition, of so many that there are, in the place of one that was opened before. */
    final IdempotentPartition put(final int number, final int count, final IdempotentPartition partition) {
        if (number >= partitions.length) {
            partitions = Arrays.copyOf(partitions, count);
        }
        if (partitions[number] != null) {
            partitions[number].close();
        }
        partitions[number] = partition;
        return partition;
    }

    /** Sequence that was tried last in a partition, -1 for none. */
    final int lastSequence(final int number) {
        final IdempotentPartition partition = opened(number);
        return partition == null ? -1 : partition.lastSequence();
    }

    /** Term of the last publish to a partition. */
    final int lastTerm(final int number) {
        final IdempotentPartition partition = opened(number);
        return partition == null ? 0 : partition.lastTerm();
    }

    final boolean isClaimOpen() {
        return Arrays.stream(partitions).anyMatch(each -> each != null && each.isClaimOpen());
    }

    final void abortClaims() {
        for (final IdempotentPartition partition : partitions) {
            if (partition != null && partition.isClaimOpen()) {
                partition.abort();
            }
        }
    }

    /** Why the last publish to a partition was refused, 0 if none was. */
    final long refusal() {
        long refusal = 0;
        for (final IdempotentPartition partition : partitions) {
            refusal = partition == null ? refusal : Math.min(refusal, partition.refusal());
        }
        return refusal;
    }

    final void forgetRefusal() {
        for (final IdempotentPartition partition : partitions) {
            if (partition != null) {
                partition.forgetRefusal();
            }
        }
    }

    @Override
    public final void close() {
        for (final IdempotentPartition partition : partitions) {
            if (partition != null) {
                partition.close();
            }
        }
        partitions = new IdempotentPartition[0];
    }
}
