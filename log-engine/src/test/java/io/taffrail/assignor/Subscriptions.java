/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.assignor;

import io.taffrail.model.TopicPartition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Subscriptions and partitions in few words. */
final class Subscriptions {
    private Subscriptions() {}

    static Subscription to(final String... topics) {
        return new Subscription(Set.copyOf(List.of(topics)), List.of(), Subscription.UNKNOWN_GENERATION, null);
    }

    static Subscription asInstance(final String instanceId, final String... topics) {
        return new Subscription(Set.copyOf(List.of(topics)), List.of(), Subscription.UNKNOWN_GENERATION, instanceId);
    }

    static Subscription owning(final List<TopicPartition> owned, final int generation, final String... topics) {
        return new Subscription(Set.copyOf(List.of(topics)), owned, generation, null);
    }

    /** Partitions of one topic. */
    static List<TopicPartition> of(final String topic, final int... partitions) {
        final List<TopicPartition> list = new ArrayList<>();
        for (final int partition : partitions) {
            list.add(new TopicPartition(topic, partition));
        }
        return list;
    }

    /** One list after the other. */
    static List<TopicPartition> and(final List<TopicPartition> first, final List<TopicPartition> second) {
        final List<TopicPartition> list = new ArrayList<>(first);
        list.addAll(second);
        return list;
    }
}
