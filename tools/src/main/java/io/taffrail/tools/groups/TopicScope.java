/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.groups;

import io.taffrail.engine.LogSource;
import io.taffrail.engine.TopicDescription;
import io.taffrail.model.TopicPartition;
import io.taffrail.tools.console.DataDirectory;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Partitions as {@code topic} or {@code topic:0,1} name them. */
final class TopicScope {
    private TopicScope() {}

    /**
     * All partitions that are named.
     *
     * @throws IllegalArgumentException if there is no such topic or partition, or it is named in another way.
     */
    static Set<TopicPartition> partitions(
            final DataDirectory directory, final LogSource source, final Collection<String> scopes) {
        final Set<TopicPartition> partitions = new TreeSet<>();
        for (final String scope : scopes) {
            final int colon = scope.indexOf(':');
            final TopicDescription topic = directory.topic(source, colon < 0 ? scope : scope.substring(0, colon));
            if (colon < 0) {
                for (int partition = 0; partition < topic.partitions(); partition++) {
                    partitions.add(new TopicPartition(topic.name(), partition));
                }
            } else {
                for (final String number : scope.substring(colon + 1).split(",", -1)) {
                    partitions.add(partition(topic, number, scope));
                }
            }
        }
        return partitions;
    }

    private static TopicPartition partition(final TopicDescription topic, final String number, final String scope) {
        try {
            final int partition = Integer.parseInt(number);
            DataDirectory.requirePartition(topic, partition);
            return new TopicPartition(topic.name(), partition);
        } catch (final NumberFormatException ex) {
            throw new IllegalArgumentException("--topic expected TOPIC or TOPIC:0,1 found \"" + scope + "\"", ex);
        }
    }
}
