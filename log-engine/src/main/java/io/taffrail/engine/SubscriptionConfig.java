/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.log.ReaderStrategy;
import io.taffrail.settings.Isolation;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a subscription reads. Immutable.
 *
 * @param partitions      to read; empty for all that the topic has.
 * @param strategy        how it looks again after it found nothing.
 * @param isChecksummed   whether each batch's checksum is verified.
 * @param isolation       what it is handed of transactions.
 */
public record SubscriptionConfig(
        Set<Integer> partitions, ReaderStrategy strategy, boolean isChecksummed, Isolation isolation) {
    private static final SubscriptionConfig DEFAULTS =
            new SubscriptionConfig(Set.of(), ReaderStrategy.PAUSE, true, Isolation.READ_UNCOMMITTED);

    /** Checks the values. */
    public SubscriptionConfig {
        partitions = Set.copyOf(partitions);
    }

    /**
     * All partitions, {@link ReaderStrategy#PAUSE}, checksums verified, all records whatever became of their transactions.
     *
     * @return the defaults.
     */
    public static SubscriptionConfig defaults() {
        return DEFAULTS;
    }

    /**
     * The same with certain partitions only.
     *
     * @param numbers of the partitions.
     * @return a new configuration.
     */
    public SubscriptionConfig withPartitions(final int... numbers) {
        final Set<Integer> chosen = new TreeSet<>();
        for (final int number : numbers) {
            chosen.add(number);
        }
        return new SubscriptionConfig(chosen, strategy, isChecksummed, isolation);
    }

    /**
     * The same with another strategy.
     *
     * @param newStrategy how to look again.
     * @return a new configuration.
     */
    public SubscriptionConfig withStrategy(final ReaderStrategy newStrategy) {
        return new SubscriptionConfig(partitions, newStrategy, isChecksummed, isolation);
    }

    /**
     * The same with checksums verified or not.
     *
     * @param isOn false to trust the bytes.
     * @return a new configuration.
     */
    public SubscriptionConfig withChecksums(final boolean isOn) {
        return new SubscriptionConfig(partitions, strategy, isOn, isolation);
    }

    /**
     * The same with another isolation.
     *
     * @param newIsolation what it is handed of transactions.
     * @return a new configuration.
     */
    public SubscriptionConfig withIsolation(final Isolation newIsolation) {
        return new SubscriptionConfig(partitions, strategy, isChecksummed, newIsolation);
    }

    /** Numbers to read of a topic with so many partitions, ascending. */
    int[] partitionsOf(final int count) {
        if (partitions.isEmpty()) {
            final int[] all = new int[count];
            for (int i = 0; i < count; i++) {
                all[i] = i;
            }
            return all;
        }
        for (final int number : partitions) {
            if (number < 0 || number >= count) {
                throw new EngineException("unknown partition: partition=" + number + " partitions=" + count);
            }
        }
        return new TreeSet<>(partitions).stream().mapToInt(Integer::intValue).toArray();
    }
}
