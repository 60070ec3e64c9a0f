/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.assignor;

import io.taffrail.model.TopicPartition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The members, topics and partitions of one assignment, numbered so that everything else can use arrays.
 *
 * <pre>
 *   member     0 .. memberCount - 1      static members by instance id, then the others by member id
 *   topic      0 .. topicCount - 1       by name; only those that exist and have a subscriber
 *   partition  0 .. partitionCount - 1   by topic, then by number: topic t has firstPartition(t) .. firstPartition(t + 1) - 1
 * </pre>
 */
final class Roster {
    /** In place of a member: nobody. */
    static final int NOBODY = -1;

    // Kafka's order of members: a static member keeps its place when it comes back with another member id.
    private static final Comparator<Map.Entry<String, Subscription>> MEMBER_ORDER = Comparator.comparing(
                    (Map.Entry<String, Subscription> member) ->
                            member.getValue().instanceId(),
                    Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Map.Entry::getKey);

    private final List<String> memberIds = new ArrayList<>();
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final List<String> topics = new ArrayList<>();
    private final Map<String, Integer> topicNumbers = new HashMap<>();
    private final int[] firstPartitions;
    private final int[][] subscribersByTopic;
    private final int[][] topicsByMember;
    private final boolean[][] subscribed;

    Roster(final Map<String, Integer> partitionCounts, final Map<String, Subscription> members) {
        members.entrySet().stream().sorted(MEMBER_ORDER).forEach(member -> {
            memberIds.add(member.getKey());
            subscriptions.add(member.getValue());
        });
        final Map<String, List<Integer>> subscribers = new TreeMap<>();
        for (int member = 0; member < memberIds.size(); member++) {
            for (final String topic : subscriptions.get(member).topics()) {
                if (partitionCounts.containsKey(topic)) {
                    subscribers.computeIfAbsent(topic, key -> new ArrayList<>()).add(member);
                }
            }
        }
        firstPartitions = new int[subscribers.size() + 1];
        subscribersByTopic = new int[subscribers.size()][];
        subscribed = new boolean[memberIds.size()][subscribers.size()];
        subscribers.forEach((topic, numbers) -> addTopic(topic, partitionCounts.get(topic), numbers));
        topicsByMember = new int[memberIds.size()][];
        for (int member = 0; member < memberIds.size(); member++) {
            topicsByMember[member] = subscriptions.get(member).topics().stream()
                    .filter(topicNumbers::containsKey)
                    .mapToInt(topicNumbers::get)
                    .toArray();
        }
    }

    private void addTopic(final String topic, final int partitionCount, final List<Integer> subscribers) {
        if (partitionCount < 0) {
            throw new IllegalArgumentException(
                    "partitionCount=" + partitionCount + " must not be negative: topic=" + topic);
        }
        final int number = topics.size();
        topics.add(topic);
        topicNumbers.put(topic, number);
        firstPartitions[number + 1] = firstPartitions[number] + partitionCount;
        subscribersByTopic[number] =
                subscribers.stream().mapToInt(Integer::intValue).toArray();
        for (final int member : subscribersByTopic[number]) {
            subscribed[member][number] = true;
        }
    }

    int memberCount() {
        return memberIds.size();
    }

    int topicCount() {
        return topics.size();
    }

    int partitionCount() {
        return firstPartitions[topics.size()];
    }

    Subscription subscription(final int member) {
        return subscriptions.get(member);
    }

    /** First partition of a topic, or one past the last partition of the topic before. */
    int firstPartition(final int topic) {
        return firstPartitions[topic];
    }

    /** Members that subscribe to a topic, in order and at least one. Not to be changed. */
    int[] subscribers(final int topic) {
        return subscribersByTopic[topic];
    }

    /** Topics that a member subscribes to, in order. Not to be changed. */
    int[] topics(final int member) {
        return topicsByMember[member];
    }

    boolean isSubscribed(final int member, final int topic) {
        return subscribed[member][topic];
    }

    /** Topic of a name, or -1 if it does not exist or nobody subscribes to it. */
    int topic(final String name) {
        return topicNumbers.getOrDefault(name, -1);
    }

    /**
     * Turns numbers into names.
     *
     * @param holders who gets each partition, or {@link #NOBODY}.
     * @return partitions by member id, as {@link PartitionAssignor#assign} returns them.
     */
    Map<String, List<TopicPartition>> assignment(final int[] holders) {
        final List<List<TopicPartition>> assigned = new ArrayList<>();
        for (int member = 0; member < memberIds.size(); member++) {
            assigned.add(new ArrayList<>());
        }
        for (int topic = 0; topic < topics.size(); topic++) {
            for (int partition = firstPartitions[topic]; partition < firstPartitions[topic + 1]; partition++) {
                if (holders[partition] != NOBODY) {
                    assigned.get(holders[partition])
                            .add(new TopicPartition(topics.get(topic), partition - firstPartitions[topic]));
                }
            }
        }
        final Map<String, List<TopicPartition>> byId = new TreeMap<>();
        for (int member = 0; member < memberIds.size(); member++) {
            byId.put(memberIds.get(member), Collections.unmodifiableList(assigned.get(member)));
        }
        return Collections.unmodifiableMap(byId);
    }

    /** An entry for each partition, all {@link #NOBODY}. */
    int[] nobodies() {
        final int[] holders = new int[partitionCount()];
        Arrays.fill(holders, NOBODY);
        return holders;
    }
}
