/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import io.taffrail.group.GroupConfig;
import io.taffrail.settings.SettingKeys;
import io.taffrail.settings.SettingValues;
import java.util.Map;
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
    private static final CoordinatorConfig DEFAULTS = of(Map.of());

    /** Checks the values. */
    public CoordinatorConfig {
        Objects.requireNonNull(groups, "groups");
        check(CoordinatorKeys.OFFSETS_TOPIC_NUM_PARTITIONS, offsetsTopicPartitions);
        check(CoordinatorKeys.OFFSETS_RETENTION_CHECK_INTERVAL_MS, retentionCheckIntervalMs);
    }

    /**
     * The default of every value, which is Kafka's but for the first rebalance: see {@link CoordinatorKeys}.
     *
     * @return the defaults.
     */
    public static CoordinatorConfig defaults() {
        return DEFAULTS;
    }

    /**
     * A configuration from settings under Kafka's names.
     *
     * @param settings by key; the defaults hold for the others.
     * @return the configuration.
     * @throws IllegalArgumentException if a key is unknown or a value breaks its rule; the message says which.
     */
    public static CoordinatorConfig of(final Map<String, String> settings) {
        final SettingValues values = new SettingValues(CoordinatorKeys.COORDINATOR, settings);
        final GroupConfig groups = new GroupConfig(
                values.intOf(CoordinatorKeys.GROUP_MIN_SESSION_TIMEOUT_MS),
                values.intOf(CoordinatorKeys.GROUP_MAX_SESSION_TIMEOUT_MS),
                values.intOf(CoordinatorKeys.GROUP_MAX_SIZE),
                values.intOf(CoordinatorKeys.GROUP_INITIAL_REBALANCE_DELAY_MS),
                values.intOf(CoordinatorKeys.OFFSET_METADATA_MAX_BYTES),
                TimeUnit.MINUTES.toMillis(values.intOf(CoordinatorKeys.OFFSETS_RETENTION_MINUTES)));
        return new CoordinatorConfig(
                groups,
                values.intOf(CoordinatorKeys.OFFSETS_TOPIC_NUM_PARTITIONS),
                values.longOf(CoordinatorKeys.OFFSETS_RETENTION_CHECK_INTERVAL_MS));
    }

    private static void check(final String key, final long value) {
        SettingKeys.find(CoordinatorKeys.COORDINATOR, key).canonical(Long.toString(value));
    }
}
