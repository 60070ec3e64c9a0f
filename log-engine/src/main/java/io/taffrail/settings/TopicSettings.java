/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.settings;

import static io.taffrail.settings.SettingKeys.CLEANUP_POLICY;
import static io.taffrail.settings.SettingKeys.COMPRESSION_TYPE;
import static io.taffrail.settings.SettingKeys.DELETE_RETENTION_MS;
import static io.taffrail.settings.SettingKeys.DURABILITY;
import static io.taffrail.settings.SettingKeys.FLUSH_MS;
import static io.taffrail.settings.SettingKeys.INDEX_INTERVAL_BYTES;
import static io.taffrail.settings.SettingKeys.MAX_COMPACTION_LAG_MS;
import static io.taffrail.settings.SettingKeys.MAX_MESSAGE_BYTES;
import static io.taffrail.settings.SettingKeys.MESSAGE_TIMESTAMP_TYPE;
import static io.taffrail.settings.SettingKeys.MIN_CLEANABLE_DIRTY_RATIO;
import static io.taffrail.settings.SettingKeys.MIN_COMPACTION_LAG_MS;
import static io.taffrail.settings.SettingKeys.MIN_INSYNC_REPLICAS;
import static io.taffrail.settings.SettingKeys.PREALLOCATE;
import static io.taffrail.settings.SettingKeys.RETENTION_BYTES;
import static io.taffrail.settings.SettingKeys.RETENTION_MS;
import static io.taffrail.settings.SettingKeys.SEGMENT_BYTES;
import static io.taffrail.settings.SettingKeys.SEGMENT_MS;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Settings of one topic, complete and valid. Immutable. Keys, defaults and valid values are in {@link SettingKeys}.
 * The constructor checks every value: an {@link IllegalArgumentException} names the key, the value and the rule.
 *
 * <p>Times are milliseconds and may be as large as a long, so turn them into nanoseconds with
 * {@link java.util.concurrent.TimeUnit}, which saturates, and not by multiplying.
 *
 * @param retentionMs        age at which a sealed segment is deleted, -1 without limit.
 * @param retentionBytes     size a partition is kept at, -1 without limit.
 * @param segmentBytes       largest size of a segment file, a multiple of 4096.
 * @param segmentMs          age at which a segment is sealed.
 * @param maxMessageBytes    largest record batch.
 * @param timestampType      whose clock stamps records.
 * @param indexIntervalBytes bytes between two index entries.
 * @param cleanupPolicy      how old records go away.
 * @param compressionType    how batches are compressed.
 * @param deleteRetentionMs  time that a tombstone is kept after it was first compacted.
 * @param minCompactionLagMs age before which records are not compacted.
 * @param maxCompactionLagMs age at which records are compacted whatever the ratio.
 * @param minCleanableDirtyRatio part of a log that is not clean when it is compacted, 0 to 1.
 * @param durability         when records are forced.
 * @param flushMs            time between two forces with {@link Durability#INTERVAL}.
 * @param preallocate        always true.
 * @param minInsyncReplicas  always 1.
 */
public record TopicSettings(
        long retentionMs,
        long retentionBytes,
        int segmentBytes,
        long segmentMs,
        int maxMessageBytes,
        TimestampType timestampType,
        int indexIntervalBytes,
        CleanupPolicy cleanupPolicy,
        CompressionType compressionType,
        long deleteRetentionMs,
        long minCompactionLagMs,
        long maxCompactionLagMs,
        double minCleanableDirtyRatio,
        Durability durability,
        long flushMs,
        boolean preallocate,
        int minInsyncReplicas) {

    private static final TopicSettings DEFAULTS = new Builder(new LinkedHashMap<>()).build();

    public TopicSettings {
        check(RETENTION_MS, retentionMs);
        check(RETENTION_BYTES, retentionBytes);
        check(SEGMENT_BYTES, segmentBytes);
        check(SEGMENT_MS, segmentMs);
        check(MAX_MESSAGE_BYTES, maxMessageBytes);
        check(MESSAGE_TIMESTAMP_TYPE, text(timestampType));
        check(INDEX_INTERVAL_BYTES, indexIntervalBytes);
        check(CLEANUP_POLICY, text(cleanupPolicy));
        check(COMPRESSION_TYPE, text(compressionType));
        check(DELETE_RETENTION_MS, deleteRetentionMs);
        check(MIN_COMPACTION_LAG_MS, minCompactionLagMs);
        check(MAX_COMPACTION_LAG_MS, maxCompactionLagMs);
        check(MIN_CLEANABLE_DIRTY_RATIO, minCleanableDirtyRatio);
        check(DURABILITY, text(durability));
        check(FLUSH_MS, flushMs);
        check(PREALLOCATE, preallocate);
        check(MIN_INSYNC_REPLICAS, minInsyncReplicas);
    }

    /**
     * The default of every setting.
     *
     * @return settings with nothing overridden.
     */
    public static TopicSettings defaults() {
        return DEFAULTS;
    }

    /**
     * Settings of a topic for which some values were given and all others follow the engine's defaults.
     *
     * @param overrides values by key, spelled as in Kafka: plain numbers without units.
     * @param defaults  for the keys that are not overridden.
     * @return the complete settings.
     * @throws IllegalArgumentException if a key is unknown or a value breaks its rule.
     */
    public static TopicSettings of(Map<String, String> overrides, TopicSettings defaults) {
        Builder builder = defaults.toBuilder();
        overrides.forEach(builder::set);
        return builder.build();
    }

    /**
     * A builder that starts from the defaults.
     *
     * @return a new builder.
     */
    public static Builder builder() {
        return DEFAULTS.toBuilder();
    }

    /**
     * A builder that starts from these settings.
     *
     * @return a new builder.
     */
    public Builder toBuilder() {
        return new Builder(toMap());
    }

    /**
     * Whether records are compacted by key, so that every one must have one.
     *
     * @return true for {@code compact} and {@code compact,delete}.
     */
    public boolean isCompacted() {
        return cleanupPolicy != CleanupPolicy.DELETE;
    }

    /**
     * Age at which a segment is sealed that is not full.
     *
     * @return {@code segment.ms}, or {@code max.compaction.lag.ms} where that is less and records are compacted.
     */
    public long sealMs() {
        return isCompacted() ? Math.min(segmentMs, maxCompactionLagMs) : segmentMs;
    }

    /**
     * All values by key, canonically spelled, in the order of {@link SettingKeys#TOPIC}.
     *
     * @return a new map, the caller's to change; {@link #of} turns it into equal settings.
     */
    public Map<String, String> toMap() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(RETENTION_MS, Long.toString(retentionMs));
        values.put(RETENTION_BYTES, Long.toString(retentionBytes));
        values.put(SEGMENT_BYTES, Integer.toString(segmentBytes));
        values.put(SEGMENT_MS, Long.toString(segmentMs));
        values.put(MAX_MESSAGE_BYTES, Integer.toString(maxMessageBytes));
        values.put(MESSAGE_TIMESTAMP_TYPE, timestampType.text());
        values.put(INDEX_INTERVAL_BYTES, Integer.toString(indexIntervalBytes));
        values.put(CLEANUP_POLICY, cleanupPolicy.text());
        values.put(COMPRESSION_TYPE, compressionType.text());
        values.put(DELETE_RETENTION_MS, Long.toString(deleteRetentionMs));
        values.put(MIN_COMPACTION_LAG_MS, Long.toString(minCompactionLagMs));
        values.put(MAX_COMPACTION_LAG_MS, Long.toString(maxCompactionLagMs));
        values.put(MIN_CLEANABLE_DIRTY_RATIO, Double.toString(minCleanableDirtyRatio));
        values.put(DURABILITY, durability.text());
        values.put(FLUSH_MS, Long.toString(flushMs));
        values.put(PREALLOCATE, Boolean.toString(preallocate));
        values.put(MIN_INSYNC_REPLICAS, Integer.toString(minInsyncReplicas));
        return values;
    }

    private static void check(String key, Object value) {
        SettingKeys.topic(key).canonical(value == null ? null : value.toString());
    }

    private static String text(Choice choice) {
        return choice == null ? null : choice.text();
    }

    /** Collects values for {@link TopicSettings}. Not thread safe. */
    public static final class Builder {
        private final Map<String, String> values;

        private Builder(Map<String, String> values) {
            this.values = values;
        }

        /**
         * Sets {@code retention.ms}.
         *
         * @param value in milliseconds, -1 without limit.
         * @return this.
         */
        public Builder retentionMs(long value) {
            return set(RETENTION_MS, Long.toString(value));
        }

        /**
         * Sets {@code retention.bytes}.
         *
         * @param value in bytes, -1 without limit.
         * @return this.
         */
        public Builder retentionBytes(long value) {
            return set(RETENTION_BYTES, Long.toString(value));
        }

        /**
         * Sets {@code segment.bytes}.
         *
         * @param value in bytes, a multiple of 4096.
         * @return this.
         */
        public Builder segmentBytes(int value) {
            return set(SEGMENT_BYTES, Integer.toString(value));
        }

        /**
         * Sets {@code segment.ms}.
         *
         * @param value in milliseconds.
         * @return this.
         */
        public Builder segmentMs(long value) {
            return set(SEGMENT_MS, Long.toString(value));
        }

        /**
         * Sets {@code max.message.bytes}.
         *
         * @param value in bytes.
         * @return this.
         */
        public Builder maxMessageBytes(int value) {
            return set(MAX_MESSAGE_BYTES, Integer.toString(value));
        }

        /**
         * Sets {@code message.timestamp.type}.
         *
         * @param value whose clock stamps records.
         * @return this.
         */
        public Builder timestampType(TimestampType value) {
            return set(MESSAGE_TIMESTAMP_TYPE, text(value));
        }

        /**
         * Sets {@code index.interval.bytes}.
         *
         * @param value in bytes.
         * @return this.
         */
        public Builder indexIntervalBytes(int value) {
            return set(INDEX_INTERVAL_BYTES, Integer.toString(value));
        }

        /**
         * Sets {@code cleanup.policy}.
         *
         * @param value how old records go away.
         * @return this.
         */
        public Builder cleanupPolicy(CleanupPolicy value) {
            return set(CLEANUP_POLICY, text(value));
        }

        /**
         * Sets {@code compression.type}.
         *
         * @param value how batches are compressed.
         * @return this.
         */
        public Builder compressionType(CompressionType value) {
            return set(COMPRESSION_TYPE, text(value));
        }

        /**
         * Sets {@code durability}.
         *
         * @param value when records are forced.
         * @return this.
         */
        public Builder durability(Durability value) {
            return set(DURABILITY, text(value));
        }

        /**
         * Sets {@code flush.ms}.
         *
         * @param value in milliseconds.
         * @return this.
         */
        public Builder flushMs(long value) {
            return set(FLUSH_MS, Long.toString(value));
        }

        /**
         * Sets one value by its key.
         *
         * @param key   of the setting.
         * @param value spelled as in Kafka.
         * @return this.
         * @throws IllegalArgumentException if the key is unknown or the value breaks its rule.
         */
        public Builder set(String key, String value) {
            values.put(key, SettingKeys.topic(key).canonical(value));
            return this;
        }

        /**
         * Makes the settings; the builder may be used again.
         *
         * @return the settings.
         */
        public TopicSettings build() {
            return new TopicSettings(
                    Long.parseLong(value(RETENTION_MS)),
                    Long.parseLong(value(RETENTION_BYTES)),
                    Integer.parseInt(value(SEGMENT_BYTES)),
                    Long.parseLong(value(SEGMENT_MS)),
                    Integer.parseInt(value(MAX_MESSAGE_BYTES)),
                    choice(MESSAGE_TIMESTAMP_TYPE, TimestampType.values()),
                    Integer.parseInt(value(INDEX_INTERVAL_BYTES)),
                    choice(CLEANUP_POLICY, CleanupPolicy.values()),
                    choice(COMPRESSION_TYPE, CompressionType.values()),
                    Long.parseLong(value(DELETE_RETENTION_MS)),
                    Long.parseLong(value(MIN_COMPACTION_LAG_MS)),
                    Long.parseLong(value(MAX_COMPACTION_LAG_MS)),
                    Double.parseDouble(value(MIN_CLEANABLE_DIRTY_RATIO)),
                    choice(DURABILITY, Durability.values()),
                    Long.parseLong(value(FLUSH_MS)),
                    Boolean.parseBoolean(value(PREALLOCATE)),
                    Integer.parseInt(value(MIN_INSYNC_REPLICAS)));
        }

        private String value(String key) {
            String value = values.get(key);
            return value != null ? value : SettingKeys.topic(key).defaultValue();
        }

        private <C extends Choice> C choice(String key, C[] choices) {
            return SettingKeys.choice(value(key), choices);
        }
    }
}
