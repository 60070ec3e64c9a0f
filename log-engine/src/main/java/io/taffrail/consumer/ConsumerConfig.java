/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.consumer;

import io.taffrail.assignor.PartitionAssignor;
import io.taffrail.log.ReaderStrategy;
import io.taffrail.settings.Isolation;
import io.taffrail.settings.SettingValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How a consumer consumes. Immutable; the constructor checks every value, and an {@link IllegalArgumentException} names the
 * key, the value and the rule. Keys and defaults are Kafka's unless docs/configuration.md says otherwise.
 *
 * @param groupId              {@code group.id}; null for a consumer without a group.
 * @param clientId             {@code client.id}: name for people.
 * @param instanceId           {@code group.instance.id}: name of a static member; null for a dynamic one.
 * @param assignors            {@code partition.assignment.strategy}: names of assignors, the one it likes best first.
 * @param sessionTimeoutMs     {@code session.timeout.ms}: without a heartbeat for so long it is taken for dead.
 * @param heartbeatIntervalMs  {@code heartbeat.interval.ms}: time between two heartbeats.
 * @param maxPollIntervalMs    {@code max.poll.interval.ms}: without a poll for so long it leaves its group.
 * @param isAutoCommit         {@code enable.auto.commit}: whether polls commit what earlier polls handed out.
 * @param autoCommitIntervalMs {@code auto.commit.interval.ms}: time between two of these commits.
 * @param offsetReset          {@code auto.offset.reset}: where to begin when there is no place to go on from.
 * @param strategy             how it looks again after it found nothing.
 * @param isChecksummed        {@code check.crcs}: whether each batch's checksum is verified.
 * @param isolation            {@code isolation.level}: what it is handed of transactions.
 */
public record ConsumerConfig(
        String groupId,
        String clientId,
        String instanceId,
        List<String> assignors,
        int sessionTimeoutMs,
        int heartbeatIntervalMs,
        int maxPollIntervalMs,
        boolean isAutoCommit,
        int autoCommitIntervalMs,
        OffsetReset offsetReset,
        ReaderStrategy strategy,
        boolean isChecksummed,
        Isolation isolation) {

    /** Checks the values. */
    public ConsumerConfig {
        require(groupId == null || !groupId.isEmpty(), "group.id", groupId, "must not be empty");
        require(
                instanceId == null || !instanceId.isEmpty() && groupId != null,
                "group.instance.id",
                instanceId,
                "must not be empty, and needs a group.id");
        Objects.requireNonNull(clientId, "client.id");
        assignors = List.copyOf(assignors);
        require(!assignors.isEmpty(), "partition.assignment.strategy", assignors, "must name an assignor");
        final long cooperative = assignors.stream()
                .filter(name -> PartitionAssignor.named(name).isCooperative())
                .count();
        require(
                cooperative == 0 || cooperative == assignors.size(),
                "partition.assignment.strategy",
                assignors,
                "must not mix cooperative-sticky with others");
        require(sessionTimeoutMs > 0, "session.timeout.ms", sessionTimeoutMs, "must be 1 or more");
        require(
                heartbeatIntervalMs > 0 && heartbeatIntervalMs < sessionTimeoutMs,
                "heartbeat.interval.ms",
                heartbeatIntervalMs,
                "must be 1 or more and less than session.timeout.ms=" + sessionTimeoutMs);
        require(maxPollIntervalMs > 0, "max.poll.interval.ms", maxPollIntervalMs, "must be 1 or more");
        require(autoCommitIntervalMs >= 0, "auto.commit.interval.ms", autoCommitIntervalMs, "must not be negative");
        Objects.requireNonNull(offsetReset, "auto.offset.reset");
        Objects.requireNonNull(strategy, "strategy");
        Objects.requireNonNull(isolation, "isolation.level");
    }

    /**
     * A builder for a member of a group.
     *
     * @param groupId of the group.
     * @return a new builder with the defaults.
     */
    public static Builder group(final String groupId) {
        return new Builder().set(ConsumerKeys.GROUP_ID, Objects.requireNonNull(groupId, "group.id"));
    }

    /**
     * A builder for a consumer without a group, which chooses its partitions and commits nothing.
     *
     * @return a new builder with the defaults.
     */
    public static Builder noGroup() {
        return new Builder();
    }

    /**
     * A configuration from settings under Kafka's names.
     *
     * @param settings by key; the defaults hold for the others.
     * @return the configuration.
     * @throws IllegalArgumentException if a key is unknown or a value breaks its rule; the message says which.
     */
    public static ConsumerConfig of(final Map<String, String> settings) {
        final SettingValues values = new SettingValues(ConsumerKeys.CONSUMER, settings);
        return new ConsumerConfig(
                values.textOrNull(ConsumerKeys.GROUP_ID),
                values.text(ConsumerKeys.CLIENT_ID),
                values.textOrNull(ConsumerKeys.GROUP_INSTANCE_ID),
                List.of(values.text(ConsumerKeys.PARTITION_ASSIGNMENT_STRATEGY).split("\\s*,\\s*")),
                values.intOf(ConsumerKeys.SESSION_TIMEOUT_MS),
                values.intOf(ConsumerKeys.HEARTBEAT_INTERVAL_MS),
                values.intOf(ConsumerKeys.MAX_POLL_INTERVAL_MS),
                values.isTrue(ConsumerKeys.ENABLE_AUTO_COMMIT),
                values.intOf(ConsumerKeys.AUTO_COMMIT_INTERVAL_MS),
                OffsetReset.parse(values.text(ConsumerKeys.AUTO_OFFSET_RESET)),
                new ReaderStrategy(values.intOf(ConsumerKeys.SPINS_WHEN_EMPTY)),
                values.isTrue(ConsumerKeys.CHECK_CRCS),
                values.choice(ConsumerKeys.ISOLATION_LEVEL, Isolation.values()));
    }

    private static void require(final boolean isValid, final String key, final Object value, final String rule) {
        if (!isValid) {
            throw new IllegalArgumentException(key + "=" + value + " " + rule);
        }
    }

    /** Collects values for {@link ConsumerConfig}. Not thread safe. */
    public static final class Builder {
        private final Map<String, String> settings = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Sets a value by its key.
         *
         * @param key   one of {@link ConsumerKeys}.
         * @param value as it is spelled in Kafka; null for the default.
         * @return this.
         */
        public Builder set(final String key, final String value) {
            if (value == null) {
                settings.remove(key);
            } else {
                settings.put(key, value);
            }
            return this;
        }

        /**
         * Sets {@link ConsumerKeys#CLIENT_ID}.
         *
         * @param value name for people.
         * @return this.
         */
        public Builder clientId(final String value) {
            return set(ConsumerKeys.CLIENT_ID, value);
        }

        /**
         * Sets {@link ConsumerKeys#GROUP_INSTANCE_ID}.
         *
         * @param value name under which a static member comes back after a restart.
         * @return this.
         */
        public Builder instanceId(final String value) {
            return set(ConsumerKeys.GROUP_INSTANCE_ID, value);
        }

        /**
         * Sets {@link ConsumerKeys#PARTITION_ASSIGNMENT_STRATEGY}.
         *
         * @param value names of assignors, the one it likes best first.
         * @return this.
         */
        public Builder assignors(final String... value) {
            return set(ConsumerKeys.PARTITION_ASSIGNMENT_STRATEGY, String.join(",", value));
        }

        /**
         * Sets {@link ConsumerKeys#SESSION_TIMEOUT_MS}.
         *
         * @param value milliseconds, within the limits of the coordinator.
         * @return this.
         */
        public Builder sessionTimeoutMs(final int value) {
            return set(ConsumerKeys.SESSION_TIMEOUT_MS, Integer.toString(value));
        }

        /**
         * Sets {@link ConsumerKeys#HEARTBEAT_INTERVAL_MS}.
         *
         * @param value milliseconds, less than the session timeout.
         * @return this.
         */
        public Builder heartbeatIntervalMs(final int value) {
            return set(ConsumerKeys.HEARTBEAT_INTERVAL_MS, Integer.toString(value));
        }

        /**
         * Sets {@link ConsumerKeys#MAX_POLL_INTERVAL_MS}.
         *
         * @param value milliseconds.
         * @return this.
         */
        public Builder maxPollIntervalMs(final int value) {
            return set(ConsumerKeys.MAX_POLL_INTERVAL_MS, Integer.toString(value));
        }

        /**
         * Sets {@link ConsumerKeys#ENABLE_AUTO_COMMIT}.
         *
         * @param value false to commit by hand.
         * @return this.
         */
        public Builder autoCommit(final boolean value) {
            return set(ConsumerKeys.ENABLE_AUTO_COMMIT, Boolean.toString(value));
        }

        /**
         * Sets {@link ConsumerKeys#AUTO_COMMIT_INTERVAL_MS}.
         *
         * @param value milliseconds.
         * @return this.
         */
        public Builder autoCommitIntervalMs(final int value) {
            return set(ConsumerKeys.AUTO_COMMIT_INTERVAL_MS, Integer.toString(value));
        }

        /**
         * Sets {@link ConsumerKeys#AUTO_OFFSET_RESET}.
         *
         * @param value where to begin when there is no place to go on from.
         * @return this.
         */
        public Builder offsetReset(final OffsetReset value) {
            return set(ConsumerKeys.AUTO_OFFSET_RESET, value.toString());
        }

        /**
         * Sets {@link ConsumerKeys#SPINS_WHEN_EMPTY}.
         *
         * @param value how it looks again after it found nothing.
         * @return this.
         */
        public Builder strategy(final ReaderStrategy value) {
            return set(ConsumerKeys.SPINS_WHEN_EMPTY, Integer.toString(value.spinsWhenEmpty()));
        }

        /**
         * Sets {@link ConsumerKeys#CHECK_CRCS}.
         *
         * @param value false to trust the bytes.
         * @return this.
         */
        public Builder checksums(final boolean value) {
            return set(ConsumerKeys.CHECK_CRCS, Boolean.toString(value));
        }

        /**
         * Sets {@link ConsumerKeys#ISOLATION_LEVEL}.
         *
         * @param value what it is handed of transactions.
         * @return this.
         */
        public Builder isolation(final Isolation value) {
            return set(ConsumerKeys.ISOLATION_LEVEL, value.text());
        }

        /**
         * Makes the configuration.
         *
         * @return the configuration.
         * @throws IllegalArgumentException if a value breaks its rule.
         */
        public ConsumerConfig build() {
            return of(settings);
        }
    }
}
