/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.RecordComponent;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EngineConfigTest {
    @Test
    void shouldFollowTableWhenNothingIsChanged() {
        EngineConfig config = EngineConfig.defaults();

        assertEquals(TopicSettings.defaults(), config.topicDefaults());
        assertEquals(ClockMode.CACHED, config.clock());
        assertEquals(1000, config.maxBlockMs());
        assertEquals(Threading.THREADS, config.threading());
        assertEquals(10_000, config.claimTimeoutMs());
        assertEquals(4096, config.counterCapacity());
        assertEquals(config, EngineConfig.builder().build());
    }

    @Test
    void shouldDefineEveryValueInTable() {
        assertEquals(
                Stream.of(EngineConfig.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .filter(name -> !name.equals("topicDefaults"))
                        .toList(),
                SettingKeys.ENGINE.stream().map(SettingDefinition::key).toList());
    }

    @Test
    void shouldSayFieldValueAndRuleWhenValueIsRefused() {
        assertRefused(EngineConfig.builder().maxBlockMs(-1), "maxBlockMs=-1 must be 0 to 3600000");
        assertRefused(EngineConfig.builder().claimTimeoutMs(0), "claimTimeoutMs=0 must be 1 to 3600000");
        assertRefused(EngineConfig.builder().counterCapacity(63), "counterCapacity=63 must be 64 to 1048576");
        assertRefused(EngineConfig.builder().clock(null), "clock=null must be one of CACHED, PRECISE");
        assertRefused(EngineConfig.builder().threading(null), "threading=null must be one of THREADS, INVOKER");
        assertRefused(
                EngineConfig.builder().topicDefaults(null),
                "topicDefaults=null must be given: see TopicSettings.defaults()");
    }

    private static void assertRefused(EngineConfig.Builder builder, String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, builder::build).getMessage());
    }
}
