/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.consumer;

import io.taffrail.assignor.PartitionAssignor;
import io.taffrail.log.ReaderStrategy;
import java.util.List;
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
        boolean isChecksummed) {

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
    }

    /**
     * A builder for a member of a group.
     *
     * @param groupId of the group.
     * @return a new builder with the defaults.
     */
    public static Builder group(final String groupId) {
        return new Builder(Objects.requireNonNull(groupId, "group.id"));
    }

    /**
     * A builder for a consumer without a group, which chooses its partitions and commits nothing.
     *
     * @return a new builder with the defaults.
     */
    public static Builder noGroup() {
        return new Builder(null);
    }

    private static void require(final boolean isValid, final String key, final Object value, final String rule) {
        if (!isValid) {
            throw new IllegalArgumentException(key + "=" + value + " " + rule);
        }
    }

    /** Collects values for {@link ConsumerConfig}. Not thread safe. */
    public static final class Builder {
        private final String groupId;
        private String clientId = "consumer";
        private String instanceId;
        private List<String> assignors = List.of("cooperative-sticky");
        private int sessionTimeoutMs = 45_000;
        private int heartbeatIntervalMs = 3_000;
        private int maxPollIntervalMs = 300_000;
        private boolean isAutoCommit = true;
        private int autoCommitIntervalMs = 5_000;
        private OffsetReset offsetReset = OffsetReset.latest();
        private ReaderStrategy strategy = ReaderStrategy.PAUSE;
        private boolean isChecksummed = true;

        private Builder(final String groupId) {
            this.groupId = groupId;
        }

        /**
         * Sets {@code client.id}.
         *
         * @param value name for people.
         * @return this.
         */
        public Builder clientId(final String value) {
            clientId = value;
            return this;
        }

        /**
         * Sets {@code group.instance.id}, which makes a static member of it.
         *
         * @param value name under which it comes back after a restart.
         * @return this.
         */
        public Builder instanceId(final String value) {
            instanceId = value;
            return this;
        }

        /**
         * Sets {@code partition.assignment.strategy}.
         *
         * @param names of assignors, the one it likes best first.
         * @return this.
         */
        public Builder assignors(final String... names) {
            assignors = List.of(names);
            return this;
        }

        /**
         * Sets {@code session.timeout.ms}.
         *
         * @param value milliseconds, within the limits of the coordinator.
         * @return this.
         */
        public Builder sessionTimeoutMs(final int value) {
            sessionTimeoutMs = value;
            return this;
        }

        /**
         * Sets {@code heartbeat.interval.ms}.
         *
         * @param value milliseconds, less than the session timeout.
         * @return this.
         */
        public Builder heartbeatIntervalMs(final int value) {
            heartbeatIntervalMs = value;
            return this;
        }

        /**
         * Sets {@code max.poll.interval.ms}.
         *
         * @param value milliseconds.
         * @return this.
         */
        public Builder maxPollIntervalMs(final int value) {
            maxPollIntervalMs = value;
            return this;
        }

        /**
         * Sets {@code enable.auto.commit}.
         *
         * @param value false to commit by hand.
         * @return this.
         */
        public Builder autoCommit(final boolean value) {
            isAutoCommit = value;
            return this;
        }

        /**
         * Sets {@code auto.commit.interval.ms}.
         *
         * @param value milliseconds.
         * @return this.
         */
        public Builder autoCommitIntervalMs(final int value) {
            autoCommitIntervalMs = value;
            return this;
        }

        /**
         * Sets {@code auto.offset.reset}.
         *
         * @param value where to begin when there is no place to go on from.
         * @return this.
         */
        public Builder offsetReset(final OffsetReset value) {
            offsetReset = value;
            return this;
        }

        /**
         * Sets how it looks again after it found nothing.
         *
         * @param value how.
         * @return this.
         */
        public Builder strategy(final ReaderStrategy value) {
            strategy = value;
            return this;
        }

        /**
         * Sets {@code check.crcs}.
         *
         * @param value false to trust the bytes.
         * @return this.
         */
        public Builder checksums(final boolean value) {
            isChecksummed = value;
            return this;
        }

        /**
         * Makes the configuration.
         *
         * @return the configuration.
         * @throws IllegalArgumentException if a value breaks its rule.
         */
        public ConsumerConfig build() {
            return new ConsumerConfig(
                    groupId,
                    clientId,
                    instanceId,
                    assignors,
                    sessionTimeoutMs,
                    heartbeatIntervalMs,
                    maxPollIntervalMs,
                    isAutoCommit,
                    autoCommitIntervalMs,
                    offsetReset,
                    strategy,
                    isChecksummed);
        }
    }
}
