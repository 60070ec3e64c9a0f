/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

import io.taffrail.settings.NearestKey;
import io.taffrail.settings.SettingDefinition;
import io.taffrail.settings.SettingKeys;
import io.taffrail.settings.TopicName;
import io.taffrail.settings.TopicSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The topics of a configuration file: {@code topics} names them, {@code topic.<name>.<setting>} describes them. */
final class TopicSection {
    static final String PREFIX = "topic.";

    private final Map<String, Map<String, String>> settings = new LinkedHashMap<>();

    /** Topics with the names of a list, without settings yet. */
    TopicSection(final String names) {
        for (final String name : ClusterNodes.split(names)) {
            TopicName.requireUserTopic(name);
            if (settings.put(name, new LinkedHashMap<>()) != null) {
                throw new IllegalArgumentException(
                        NodeSettingKeys.TOPICS + "=" + names + " names a topic twice: " + name);
            }
        }
    }

    /** All keys that could be meant by one that begins like a topic's. */
    private Stream<String> keys(final String topic) {
        return Stream.concat(NodeSettingKeys.TOPIC.stream(), SettingKeys.TOPIC.stream())
                .map(definition -> PREFIX + topic + "." + definition.key());
    }

    void add(final String key, final String value) {
        final String topic = settings.keySet().stream()
                .filter(name -> key.startsWith(PREFIX + name + "."))
                .max((a, b) -> Integer.compare(a.length(), b.length())) // names may hold dots
                .orElseThrow(() -> unknown(key));
        final String setting = key.substring(PREFIX.length() + topic.length() + 1);
        final SettingDefinition definition = Stream.concat(NodeSettingKeys.TOPIC.stream(), SettingKeys.TOPIC.stream())
                .filter(one -> one.key().equals(setting))
                .findFirst()
                .orElseThrow(() -> unknown(key));
        try {
            settings.get(topic).put(setting, definition.canonical(value));
        } catch (final IllegalArgumentException ex) {
            throw new IllegalArgumentException(PREFIX + topic + "." + ex.getMessage(), ex);
        }
    }

    /** The topics, with what stands for all of them where they say nothing. */
    List<ReplicatedTopic> topics(final int nodes, final int replicationFactor, final int minInSync) {
        final List<ReplicatedTopic> topics = new ArrayList<>();
        settings.forEach((name, values) -> {
            final Map<String, String> own = new LinkedHashMap<>(values);
            final int partitions = take(own, NodeSettingKeys.PARTITIONS, 1);
            final int factor = take(own, NodeSettingKeys.REPLICATION_FACTOR, replicationFactor);
            final int inSync = take(own, NodeSettingKeys.MIN_INSYNC_REPLICAS, minInSync);
            TopicSettings.of(own, TopicSettings.defaults());
            topics.add(new ReplicatedTopic(name, partitions, factor == -1 ? nodes : factor, inSync, own));
        });
        return topics;
    }

    private static int take(final Map<String, String> values, final String key, final int otherwise) {
        return Integer.parseInt(Objects.requireNonNullElse(values.remove(key), Integer.toString(otherwise)));
    }

    private IllegalArgumentException unknown(final String key) {
        final String nearest = NearestKey.of(
                key, settings.keySet().stream().flatMap(this::keys).toList());
        return new IllegalArgumentException("unknown setting key=" + key + ": "
                + (nearest == null ? "topics names no topic" : "did you mean " + nearest + "?"));
    }
}
