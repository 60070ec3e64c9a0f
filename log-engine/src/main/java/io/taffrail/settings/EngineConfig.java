/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.settings;

import static io.taffrail.settings.SettingKeys.CLAIM_TIMEOUT_MS;
import static io.taffrail.settings.SettingKeys.CLEANER_BACKOFF_MS;
import static io.taffrail.settings.SettingKeys.CLEANER_DEDUPE_BUFFER_SIZE;
import static io.taffrail.settings.SettingKeys.CLOCK;
import static io.taffrail.settings.SettingKeys.COUNTER_CAPACITY;
import static io.taffrail.settings.SettingKeys.MAX_BLOCK_MS;
import static io.taffrail.settings.SettingKeys.PRODUCER_ID_EXPIRATION_MS;
import static io.taffrail.settings.SettingKeys.THREADING;

/**
 * Configuration of an engine, complete and valid. Immutable. Defaults and valid values are in {@link SettingKeys}.
 * The constructor checks every value: an {@link IllegalArgumentException} names the key, the value and the rule.
 *
 * @param topicDefaults   settings of a topic where the topic overrides nothing.
 * @param clock           which clock stamps records.
 * @param maxBlockMs      time a publish waits for prepared space, in milliseconds; 0 never waits.
 * @param threading       who runs the background duties.
 * @param claimTimeoutMs  age in milliseconds at which an open claim is reported.
 * @param counterCapacity how many counters there can be.
 * @param producerIdExpirationMs time in milliseconds after which an idempotent producer is forgotten.
 * @param cleanerDedupeBufferSize bytes of memory for the keys of a compaction.
 * @param cleanerBackoffMs time in milliseconds between two looks for something to compact.
 */
public record EngineConfig(
        TopicSettings topicDefaults,
        ClockMode clock,
        int maxBlockMs,
        Threading threading,
        int claimTimeoutMs,
        int counterCapacity,
        int producerIdExpirationMs,
        int cleanerDedupeBufferSize,
        int cleanerBackoffMs) {

    private static final EngineConfig DEFAULTS = new Builder().build();

    public EngineConfig {
        if (topicDefaults == null) {
            throw new IllegalArgumentException("topicDefaults=null must be given: see TopicSettings.defaults()");
        }
        check(CLOCK, clock == null ? null : clock.text());
        check(THREADING, threading == null ? null : threading.text());
        check(MAX_BLOCK_MS, maxBlockMs);
        check(CLAIM_TIMEOUT_MS, claimTimeoutMs);
        check(COUNTER_CAPACITY, counterCapacity);
        check(PRODUCER_ID_EXPIRATION_MS, producerIdExpirationMs);
        check(CLEANER_DEDUPE_BUFFER_SIZE, cleanerDedupeBufferSize);
        check(CLEANER_BACKOFF_MS, cleanerBackoffMs);
    }

    /**
     * The default of every value.
     *
     * @return a configuration with nothing changed.
     */
    public static EngineConfig defaults() {
        return DEFAULTS;
    }

    /**
     * A builder that starts from the defaults.
     *
     * @return a new builder.
     */
    public static Builder builder() {
        return new Builder();
    }

    private static void check(String key, Object value) {
        SettingKeys.engine(key).canonical(value == null ? null : value.toString());
    }

    /** Collects values for {@link EngineConfig}. Not thread safe. */
    public static final class Builder {
        private TopicSettings topicDefaults = TopicSettings.defaults();
        private ClockMode clock = SettingKeys.choice(defaultOf(CLOCK), ClockMode.values());
        private int maxBlockMs = Integer.parseInt(defaultOf(MAX_BLOCK_MS));
        private Threading threading = SettingKeys.choice(defaultOf(THREADING), Threading.values());
        private int claimTimeoutMs = Integer.parseInt(defaultOf(CLAIM_TIMEOUT_MS));
        private int counterCapacity = Integer.parseInt(defaultOf(COUNTER_CAPACITY));

        private int producerIdExpirationMs = Integer.parseInt(defaultOf(PRODUCER_ID_EXPIRATION_MS));
        private int cleanerDedupeBufferSize = Integer.parseInt(defaultOf(CLEANER_DEDUPE_BUFFER_SIZE));
        private int cleanerBackoffMs = Integer.parseInt(defaultOf(CLEANER_BACKOFF_MS));

        private Builder() {}

        /**
         * Sets {@code topicDefaults}.
         *
         * @param value settings of a topic where it overrides nothing.
         * @return this.
         */
        public Builder topicDefaults(TopicSettings value) {
            topicDefaults = value;
            return this;
        }

        /**
         * Sets {@code clock}.
         *
         * @param value which clock stamps records.
         * @return this.
         */
        public Builder clock(ClockMode value) {
            clock = value;
            return this;
        }

        /**
         * Sets {@code maxBlockMs}.
         *
         * @param value longest wait of a publish in milliseconds, 0 never waits.
         * @return this.
         */
        public Builder maxBlockMs(int value) {
            maxBlockMs = value;
            return this;
        }

        /**
         * Sets {@code threading}.
         *
         * @param value who runs the background duties.
         * @return this.
         */
        public Builder threading(Threading value) {
            threading = value;
            return this;
        }

        /**
         * Sets {@code claimTimeoutMs}.
         *
         * @param value age in milliseconds at which an open claim is reported.
         * @return this.
         */
        public Builder claimTimeoutMs(int value) {
            claimTimeoutMs = value;
            return this;
        }

        /**
         * Sets {@code counterCapacity}.
         *
         * @param value how many counters there can be.
         * @return this.
         */
        public Builder counterCapacity(int value) {
            counterCapacity = value;
            return this;
        }

        /**
         * Sets {@code producerIdExpirationMs}.
         *
         * @param value time in milliseconds after which an idempotent producer is forgotten.
         * @return this.
         */
        public Builder producerIdExpirationMs(int value) {
            producerIdExpirationMs = value;
            return this;
        }

        /**
         * Sets {@code cleanerDedupeBufferSize}.
         *
         * @param value bytes of memory for the keys of a compaction.
         * @return this.
         */
        public Builder cleanerDedupeBufferSize(int value) {
            cleanerDedupeBufferSize = value;
            return this;
        }

        /**
         * Sets {@code cleanerBackoffMs}.
         *
         * @param value time in milliseconds between two looks for something to compact.
         * @return this.
         */
        public Builder cleanerBackoffMs(int value) {
            cleanerBackoffMs = value;
            return this;
        }

        /**
         * Makes the configuration; the builder may be used again.
         *
         * @return the configuration.
         * @throws IllegalArgumentException if a value breaks its rule.
         */
        public EngineConfig build() {
            return new EngineConfig(
                    topicDefaults,
                    clock,
                    maxBlockMs,
                    threading,
                    claimTimeoutMs,
                    counterCapacity,
                    producerIdExpirationMs,
                    cleanerDedupeBufferSize,
                    cleanerBackoffMs);
        }

        private static String defaultOf(String key) {
            return SettingKeys.engine(key).defaultValue();
        }
    }
}
