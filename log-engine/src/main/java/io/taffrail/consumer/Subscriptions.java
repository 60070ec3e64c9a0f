/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.consumer;

import io.taffrail.engine.EngineException;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.TopicDescription;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Topics that a group wants, and how many partitions they have; topics that do not exist count for nothing yet. */
final class Subscriptions {
    private final LogEngine engine;

    Subscriptions(final LogEngine engine) {
        this.engine = engine;
    }

    Map<String, Integer> partitionCounts(final Collection<Set<String>> wanted) {
        final Set<String> topics = new TreeSet<>();
        wanted.forEach(topics::addAll);
        final Map<String, Integer> counts = new TreeMap<>();
        for (final String topic : topics) {
            final int partitions = partitions(topic);
            if (partitions > 0) {
                counts.put(topic, partitions);
            }
        }
        return counts;
    }

    /** Which topics these are, by id and number of partitions: one that was deleted and made anew is another. */
    Map<String, List<Long>> identities(final Collection<Set<String>> wanted) {
        final Map<String, List<Long>> identities = new TreeMap<>();
        for (final Set<String> topics : wanted) {
            for (final String topic : topics) {
                try {
                    final TopicDescription present = engine.topics().exists(topic) ? engine.describeTopic(topic) : null;
                    identities.put(
                            topic,
                            present == null ? List.of() : List.of(present.topicId(), (long) present.partitions()));
                } catch (final EngineException ex) {
                    identities.put(topic, List.of()); // deleted just now
                }
            }
        }
        return identities;
    }

    private int partitions(final String topic) {
        try {
            return engine.topics().exists(topic) ? engine.describeTopic(topic).partitions() : 0;
        } catch (final EngineException ex) {
            return 0; // deleted just now
        }
    }
}
