/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import io.taffrail.settings.SettingDefinition;
import io.taffrail.settings.SettingDefinition.Change;
import io.taffrail.settings.ValueRule;
import io.taffrail.settings.ValueRule.WholeNumber;
import java.util.List;

/**
 * Every setting of a group coordinator, under the names that Kafka's broker has for them.
 *
 * <p>{@code docs/configuration.md} shows the same table; a test compares the two cell by cell.
 */
public final class CoordinatorKeys {
    static final String GROUP_MIN_SESSION_TIMEOUT_MS = "group.min.session.timeout.ms";
    static final String GROUP_MAX_SESSION_TIMEOUT_MS = "group.max.session.timeout.ms";
    static final String GROUP_MAX_SIZE = "group.max.size";
    static final String GROUP_INITIAL_REBALANCE_DELAY_MS = "group.initial.rebalance.delay.ms";
    static final String OFFSET_METADATA_MAX_BYTES = "offset.metadata.max.bytes";
    static final String OFFSETS_RETENTION_MINUTES = "offsets.retention.minutes";
    static final String OFFSETS_RETENTION_CHECK_INTERVAL_MS = "offsets.retention.check.interval.ms";
    static final String OFFSETS_TOPIC_NUM_PARTITIONS = "offsets.topic.num.partitions";

    private static final String SAME = "Same.";

    /** Settings of a group coordinator, in the order of the documentation. */
    public static final List<SettingDefinition> COORDINATOR = List.of(
            define(GROUP_MIN_SESSION_TIMEOUT_MS, WholeNumber.ofInt(1, Integer.MAX_VALUE), "6000")
                    .meaning("Shortest `session.timeout.ms` that a member may ask for.")
                    .kafka(SAME),
            define(GROUP_MAX_SESSION_TIMEOUT_MS, WholeNumber.ofInt(1, Integer.MAX_VALUE), "1800000")
                    .meaning("Longest one.")
                    .kafka(SAME),
            define(GROUP_MAX_SIZE, WholeNumber.ofInt(1, Integer.MAX_VALUE), "2147483647")
                    .meaning("Most members of a group.")
                    .kafka(SAME),
            define(GROUP_INITIAL_REBALANCE_DELAY_MS, WholeNumber.ofInt(0, Integer.MAX_VALUE), "0")
                    .meaning("How long the first rebalance of an empty group waits for more members.")
                    .kafka("Default is 3000: a broker's consumers come one by one over the network."),
            define(OFFSET_METADATA_MAX_BYTES, WholeNumber.ofInt(0, 16_384), "4096")
                    .meaning("Longest metadata of a committed offset; counted in characters, as Kafka does.")
                    .kafka("No upper limit."),
            define(OFFSETS_RETENTION_MINUTES, WholeNumber.ofInt(1, Integer.MAX_VALUE), "10080")
                    .meaning("How long offsets outlive a group's last member, or a topic's last consumer in it.")
                    .kafka(SAME),
            define(OFFSETS_RETENTION_CHECK_INTERVAL_MS, WholeNumber.ofLong(1), "600000")
                    .meaning("Time between two looks for offsets whose time is over.")
                    .kafka(SAME),
            define(OFFSETS_TOPIC_NUM_PARTITIONS, WholeNumber.ofInt(1, 1000), "50")
                    .meaning("Partitions of `__consumer_offsets`; counts when the topic is made, with the first group.")
                    .kafka(SAME));

    private CoordinatorKeys() {}

    private static SettingDefinition.Described define(
            final String key, final ValueRule rule, final String defaultValue) {
        return SettingDefinition.define(key, rule, defaultValue, Change.NEXT_OPEN);
    }
}
