/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicSettingsTest {
    private static final TopicSettings DEFAULTS = TopicSettings.defaults();

    @Test
    void shouldFollowTableWhenNothingIsOverridden() {
        Map<String, String> table = new LinkedHashMap<>();
        SettingKeys.TOPIC.forEach(definition -> table.put(definition.key(), definition.defaultValue()));

        assertEquals(table, DEFAULTS.toMap());
        assertEquals(
                new ArrayList<>(table.keySet()),
                new ArrayList<>(DEFAULTS.toMap().keySet()));
        assertEquals(604_800_000L, DEFAULTS.retentionMs());
        assertEquals(128 * 1024 * 1024, DEFAULTS.segmentBytes());
        assertEquals(Durability.ASYNC, DEFAULTS.durability());
    }

    @Test
    void shouldGiveEqualSettingsWhenMapIsReadBack() {
        TopicSettings settings = TopicSettings.builder()
                .retentionMs(-1)
                .retentionBytes(1)
                .segmentBytes(65536)
                .segmentMs(2)
                .maxMessageBytes(64)
                .timestampType(TimestampType.LOG_APPEND_TIME)
                .indexIntervalBytes(0)
                .durability(Durability.SYNC)
                .flushMs(Long.MAX_VALUE)
                .build();

        assertEquals(settings, TopicSettings.of(settings.toMap(), DEFAULTS));
        assertEquals(settings, settings.toBuilder().build());
        assertEquals("LogAppendTime", settings.toMap().get(SettingKeys.MESSAGE_TIMESTAMP_TYPE));
    }

    @Test
    void shouldFollowGivenDefaultsWhenKeyIsNotOverridden() {
        TopicSettings defaults = TopicSettings.builder().segmentMs(5).flushMs(7).build();

        TopicSettings settings = TopicSettings.of(Map.of("flush.ms", " 9 "), defaults);

        assertEquals(5, settings.segmentMs());
        assertEquals(9, settings.flushMs());
        assertEquals(7, defaults.flushMs());
    }

    @Test
    void shouldSayKeyValueAndRuleWhenValueIsRefused() {
        assertRefused("retention.ms", "-2", "retention.ms=-2 must be at least -1");
        assertRefused("segment.bytes", "65535", "must be 65536 to 1073741824, a multiple of 4096");
        assertRefused("segment.bytes", "1073745920", "must be 65536 to 1073741824, a multiple of 4096");
        assertRefused("segment.bytes", "70000", "segment.bytes=70000 must be a multiple of 4096, such as 73728");
        assertRefused("segment.ms", "0", "must be at least 1");
        assertRefused("max.message.bytes", "16777217", "must be 64 to 16777216");
        assertRefused("message.timestamp.type", "createtime", "must be one of CreateTime, LogAppendTime");
        assertRefused("index.interval.bytes", "2147483648", "must be at least 0");
        assertRefused("flush.ms", "0", "must be at least 1");
        assertRefused("durability", "fsync", "durability=fsync must be one of async, interval, sync");
        assertRefused("durability", null, "durability=null must be");
    }

    @Test
    void shouldRefuseWhenNumberHasUnit() {
        assertRefused("segment.bytes", "128m", "must be a whole number of type int without a unit");
        assertRefused("retention.ms", "7d", "must be a whole number of type long without a unit");
        assertRefused("retention.ms", "", "must be a whole number of type long without a unit");
        assertRefused("retention.ms", "9223372036854775808", "must be a whole number of type long without a unit");
    }

    @Test
    void shouldSayWhatComesLaterWhenValueIsKafkasButNotYetOurs() {
        assertRefused("min.insync.replicas", "2", "must be 1: more than one needs replication");
        assertRefused("preallocate", "false", "must be true: segments are mapped");
        assertEquals(DEFAULTS, TopicSettings.of(Map.of("preallocate", "TRUE"), DEFAULTS));
    }

    @Test
    void shouldTakeCleanupPoliciesInAnyOrder() {
        assertEquals(CleanupPolicy.COMPACT, policy("compact"));
        assertEquals(CleanupPolicy.COMPACT_AND_DELETE, policy(" delete , compact "));
        assertEquals(CleanupPolicy.DELETE, policy("delete"));
        assertRefused("cleanup.policy", "compact,compact", "must be some of compact, delete, each at most once");
        assertRefused("cleanup.policy", "", "must be some of compact, delete, each at most once");
        assertRefused("cleanup.policy", "compact,", "must be some of compact, delete, each at most once");
    }

    @Test
    void shouldTakeARatioBetweenZeroAndOne() {
        assertEquals(
                0.25,
                TopicSettings.of(Map.of("min.cleanable.dirty.ratio", "0.25"), DEFAULTS)
                        .minCleanableDirtyRatio());
        assertRefused("min.cleanable.dirty.ratio", "1.5", "must be 0.0 to 1.0");
        assertRefused("min.cleanable.dirty.ratio", "NaN", "must be 0.0 to 1.0");
        assertRefused("min.cleanable.dirty.ratio", "half", "must be a number of type double");
    }

    @Test
    void shouldSealCompactedSegmentsAtTheirLargestLag() {
        assertEquals(1_000, sealMs("compact"));
        assertEquals(DEFAULTS.segmentMs(), sealMs("delete"));
    }

    private static long sealMs(String policy) {
        return TopicSettings.of(Map.of("cleanup.policy", policy, "max.compaction.lag.ms", "1000"), DEFAULTS)
                .sealMs();
    }

    private static CleanupPolicy policy(String text) {
        return TopicSettings.of(Map.of("cleanup.policy", text), DEFAULTS).cleanupPolicy();
    }

    @Test
    void shouldNameNearestKeyWhenKeyIsUnknown() {
        assertRefused("retention", "1", "unknown setting key=retention: did you mean retention.ms?");
        assertRefused("file.delete.delay.ms", "60000", "unknown setting key=file.delete.delay.ms");
        assertRefused("segments.bytes", "1", "did you mean segment.bytes?");
        assertRefused("Flush.Ms", "1", "did you mean flush.ms?");
        assertRefused(null, "1", "unknown setting key=null");
    }

    @Test
    void shouldRefuseWhenConstructorIsGivenBadValue() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> new TopicSettings(
                        -1,
                        -1,
                        65536,
                        1,
                        64,
                        TimestampType.CREATE_TIME,
                        0,
                        CleanupPolicy.DELETE,
                        CompressionType.NONE,
                        0,
                        0,
                        1,
                        0,
                        null,
                        1,
                        true,
                        1));

        assertTrue(e.getMessage().startsWith("durability=null must be"), e.getMessage());
    }

    private static void assertRefused(String key, String value, String message) {
        Map<String, String> overrides = new LinkedHashMap<>();
        overrides.put(key, value);

        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> TopicSettings.of(overrides, DEFAULTS));

        assertTrue(e.getMessage().contains(message), e.getMessage());
    }
}
