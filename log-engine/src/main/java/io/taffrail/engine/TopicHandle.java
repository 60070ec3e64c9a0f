/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.log.PartitionLog;
import io.taffrail.settings.TopicSettings;
import java.util.Arrays;
import java.util.Map;

/**
 * A topic of a running engine: its description and the logs of its partitions.
 *
 * <p>Threading: changed under the engine's topic lock; read by any thread.
 */
final class TopicHandle {
    private final String name;
    private final long topicId;
    private volatile PartitionLog[] logs;
    private volatile Map<String, String> overrides;
    private volatile TopicSettings settings;

    TopicHandle(
            final String name,
            final long topicId,
            final PartitionLog[] logs,
            final Map<String, String> overrides,
            final TopicSettings settings) {
        this.name = name;
        this.topicId = topicId;
        this.logs = logs;
        this.overrides = Map.copyOf(overrides);
        this.settings = settings;
    }

    String name() {
        return name;
    }

    long topicId() {
        return topicId;
    }

    int partitionCount() {
        return logs.length;
    }

    PartitionLog log(final int partition) {
        final PartitionLog[] present = logs;
        if (partition < 0 || partition >= present.length) {
            throw new EngineException(
                    "unknown partition: topic=" + name + " partition=" + partition + " partitions=" + present.length);
        }
        return present[partition];
    }

    PartitionLog[] logs() {
        return logs;
    }

    void add(final PartitionLog[] more) {
        final PartitionLog[] present = logs;
        final PartitionLog[] all = Arrays.copyOf(present, present.length + more.length);
        System.arraycopy(more, 0, all, present.length, more.length);
        logs = all;
    }

    void change(final Map<String, String> newOverrides, final TopicSettings newSettings) {
        overrides = Map.copyOf(newOverrides);
        settings = newSettings;
        for (final PartitionLog log : logs) {
            log.onSettings(newSettings);
        }
    }

    TopicSettings settings() {
        return settings;
    }

    TopicDescription describe() {
        return new TopicDescription(name, topicId, logs.length, overrides, settings);
    }
}
