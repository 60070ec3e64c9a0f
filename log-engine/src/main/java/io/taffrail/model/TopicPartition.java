/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.model;

import java.util.Comparator;
import java.util.Objects;

/**
 * A partition of a topic. Ordered by topic, then by number.
 *
 * @param topic     name.
 * @param partition number, from 0.
 */
public record TopicPartition(String topic, int partition) implements Comparable<TopicPartition> {
    private static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    /** Checks the values. */
    public TopicPartition {
        Objects.requireNonNull(topic, "topic");
        if (partition < 0) {
            throw new IllegalArgumentException("partition=" + partition + " must not be negative: topic=" + topic);
        }
    }

    @Override
    public int compareTo(final TopicPartition other) {
        return ORDER.compare(this, other);
    }

    /**
     * As people write it.
     *
     * @return topic and number with a hyphen between.
     */
    @Override
    public String toString() {
        return topic + "-" + partition;
    }
}
