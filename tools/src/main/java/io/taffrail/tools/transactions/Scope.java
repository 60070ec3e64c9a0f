/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.transactions;

import io.taffrail.coordinator.GroupCoordinator;
import io.taffrail.engine.LogSource;
import io.taffrail.engine.TopicDescription;
import io.taffrail.model.TopicPartition;
import io.taffrail.settings.TopicName;
import io.taffrail.tools.console.DataDirectory;
import java.util.ArrayList;
import java.util.List;

/** Partitions that can hold records of transactions; those of internal topics too. */
final class Scope {
    private Scope() {}

    /** All that there are; offsets that were sent to a transaction are records of it. */
    static List<TopicPartition> all(final LogSource source) {
        final List<TopicPartition> partitions = new ArrayList<>();
        source.listTopics().forEach(topic -> partitions.addAll(of(topic)));
        if (source.hasTopic(GroupCoordinator.OFFSETS_TOPIC)) {
            partitions.addAll(of(source.describeTopic(GroupCoordinator.OFFSETS_TOPIC)));
        }
        return partitions;
    }

    /** Those of a topic. */
    static List<TopicPartition> of(final TopicDescription topic) {
        final List<TopicPartition> partitions = new ArrayList<>();
        for (int partition = 0; partition < topic.partitions(); partition++) {
            partitions.add(new TopicPartition(topic.name(), partition));
        }
        return partitions;
    }

    /** A topic that must be there. */
    static TopicDescription topic(final DataDirectory directory, final LogSource source, final String name) {
        return TopicName.isInternal(name) && source.hasTopic(name)
                ? source.describeTopic(name)
                : directory.topic(source, name);
    }

    /** A partition that must be there. */
    static TopicPartition partition(
            final DataDirectory directory, final LogSource source, final String topic, final int partition) {
        DataDirectory.requirePartition(topic(directory, source, topic), partition);
        return new TopicPartition(topic, partition);
    }
}
