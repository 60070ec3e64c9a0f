/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

import java.util.concurrent.TimeUnit;

/**
 * Limits of a group coordinator, under Kafka's names. Immutable.
 *
 * @param minSessionTimeoutMs     {@code group.min.session.timeout.ms}: shortest session timeout that a member may ask for.
 * @param maxSessionTimeoutMs     {@code group.max.session.timeout.ms}: longest one.
 * @param maxSize                 {@code group.max.size}: most members of a group.
 * @param initialRebalanceDelayMs {@code group.initial.rebalance.delay.ms}: how long the first rebalance of an empty group
 *     waits for more members.
 * @param offsetMetadataMaxBytes  {@code offset.metadata.max.bytes}: longest metadata of a commit, in characters as Kafka
 *     counts them.
 * @param offsetsRetentionMs      {@code offsets.retention.minutes} in milliseconds: how long offsets outlive the group's last
 *     member, or the last commit of a committer without a group.
 */
public record GroupConfig(
        int minSessionTimeoutMs,
        int maxSessionTimeoutMs,
        int maxSize,
        int initialRebalanceDelayMs,
        int offsetMetadataMaxBytes,
        long offsetsRetentionMs) {
    /** How long a new member may wait for its first generation before it is dropped, unless it asks again. */
    static final int NEW_MEMBER_JOIN_TIMEOUT_MS = (int) TimeUnit.MINUTES.toMillis(5);

    /** Checks the values. */
    public GroupConfig {
        require(minSessionTimeoutMs > 0, "group.min.session.timeout.ms", minSessionTimeoutMs, "must be 1 or more");
        require(
                maxSessionTimeoutMs >= minSessionTimeoutMs,
                "group.max.session.timeout.ms",
                maxSessionTimeoutMs,
                "must not be less than group.min.session.timeout.ms=" + minSessionTimeoutMs);
        require(maxSize > 0, "group.max.size", maxSize, "must be 1 or more");
        require(
                initialRebalanceDelayMs >= 0,
                "group.initial.rebalance.delay.ms",
                initialRebalanceDelayMs,
                "must not be negative");
        require(
                offsetMetadataMaxBytes >= 0,
                "offset.metadata.max.bytes",
                offsetMetadataMaxBytes,
                "must not be negative");
        require(offsetsRetentionMs > 0, "offsets.retention.ms", offsetsRetentionMs, "must be 1 or more");
    }

    private static void require(final boolean isValid, final String key, final long value, final String rule) {
        if (!isValid) {
            throw new IllegalArgumentException(key + "=" + value + " " + rule);
        }
    }
}
