/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import io.taffrail.group.GroupConfig;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Configuration of a group coordinator. Immutable.
 *
 * @param groups                   limits of groups and offsets.
 * @param offsetsTopicPartitions   {@code offsets.topic.num.partitions}: partitions of {@code __consumer_offsets}, 1 to 1000;
 *     counts when the topic is made.
 * @param retentionCheckIntervalMs {@code offsets.retention.check.interval.ms}: time between two looks for expired offsets.
 */
public record CoordinatorConfig(GroupConfig groups, int offsetsTopicPartitions, long retentionCheckIntervalMs) {
    private static final int MAX_PARTITIONS = 1000;
    private static final CoordinatorConfig DEFAULTS =
            new CoordinatorConfig(GroupConfig.defaults(), 50, TimeUnit.MINUTES.toMillis(10));

    /** Checks the values. */
    public CoordinatorConfig {
        Objects.requireNonNull(groups, "groups");
        if (offsetsTopicPartitions < 1 || offsetsTopicPartitions > MAX_PARTITIONS) {
            throw new IllegalArgumentException(
                    "offsets.topic.num.partitions=" + offsetsTopicPartitions + " must be 1 to " + MAX_PARTITIONS);
        }
        if (retentionCheckIntervalMs < 1) {
            throw new IllegalArgumentException(
                    "offsets.retention.check.interval.ms=" + retentionCheckIntervalMs + " must be 1 or more");
        }
    }

    /**
     * Kafka's defaults.
     *
     * @return the defaults.
     */
    public static CoordinatorConfig defaults() {
        return DEFAULTS;
    }
}
