/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.assignor;

import io.taffrail.model.TopicPartition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.consumer.RoundRobinAssignor;
import org.apache.kafka.clients.consumer.StickyAssignor;
import org.apache.kafka.clients.consumer.internals.AbstractPartitionAssignor;

/** Kafka's own assignors behind our interface. */
final class KafkaAssignors {
    private KafkaAssignors() {}

    static Map<String, List<TopicPartition>> assign(final String name, final TestGroup group) {
        final AbstractPartitionAssignor assignor = named(name);
        final Map<String, ConsumerPartitionAssignor.Subscription> subscriptions = new HashMap<>();
        group.members.forEach((id, member) -> subscriptions.put(id, subscription(name, id, member)));
        // What Kafka's leader passes to its assignor: subscribed topics that have partitions.
        final Map<String, Integer> counts = new HashMap<>();
        group.wanted()
                .forEach(partition -> counts.put(partition.topic(), group.partitionCounts.get(partition.topic())));
        final Map<String, List<TopicPartition>> assignment = new TreeMap<>();
        assignor.assign(counts, subscriptions).forEach((id, partitions) -> assignment.put(id, ours(partitions)));
        return assignment;
    }

    /** A new one each time: Kafka's sticky assignors remember the highest generation that they saw. */
    private static AbstractPartitionAssignor named(final String name) {
        return switch (name) {
            case "range" -> new RangeAssignor();
            case "roundrobin" -> new RoundRobinAssignor();
            case "sticky" -> new StickyAssignor();
            default -> new CooperativeStickyAssignor();
        };
    }

    private static ConsumerPartitionAssignor.Subscription subscription(
            final String name, final String id, final Subscription member) {
        final ConsumerPartitionAssignor encoder = named(name);
        final List<org.apache.kafka.common.TopicPartition> owned = theirs(member.owned());
        // The sticky assignor takes what a member owns from the user data, where its counterpart in the member put it.
        encoder.onAssignment(
                new ConsumerPartitionAssignor.Assignment(owned),
                new ConsumerGroupMetadata("group", member.generation(), id, Optional.ofNullable(member.instanceId())));
        final ConsumerPartitionAssignor.Subscription subscription = new ConsumerPartitionAssignor.Subscription(
                new ArrayList<>(member.topics()),
                encoder.subscriptionUserData(Set.copyOf(member.topics())),
                owned,
                member.generation(),
                Optional.empty());
        subscription.setGroupInstanceId(Optional.ofNullable(member.instanceId()));
        return subscription;
    }

    private static List<org.apache.kafka.common.TopicPartition> theirs(final List<TopicPartition> partitions) {
        return partitions.stream()
                .map(partition -> new org.apache.kafka.common.TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    private static List<TopicPartition> ours(final List<org.apache.kafka.common.TopicPartition> partitions) {
        return partitions.stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .sorted()
                .toList();
    }
}
