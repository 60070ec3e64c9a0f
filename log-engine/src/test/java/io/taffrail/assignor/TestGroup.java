/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.assignor;

import io.taffrail.model.TopicPartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A group that changes at random. Its members own what the last assignment gave them. */
final class TestGroup {
    final Map<String, Integer> partitionCounts = new TreeMap<>();
    final Map<String, Subscription> members = new TreeMap<>();
    int generation;

    private final Random random;
    private final boolean isSubscribedAlike;
    private int nextMember;

    /**
     * @param random            what to draw from.
     * @param isSubscribedAlike if all members subscribe to all topics.
     */
    TestGroup(final Random random, final boolean isSubscribedAlike) {
        this.random = random;
        this.isSubscribedAlike = isSubscribedAlike;
        for (int topic = random.nextInt(6); topic >= 0; topic--) {
            partitionCounts.put("t" + topic, random.nextInt(random.nextBoolean() ? 4 : 20));
        }
        for (int member = random.nextInt(8); member >= 0; member--) {
            join();
        }
    }

    private TestGroup(final TestGroup other) {
        random = other.random;
        isSubscribedAlike = other.isSubscribedAlike;
        partitionCounts.putAll(other.partitionCounts);
        members.putAll(other.members);
        generation = other.generation;
        nextMember = other.nextMember;
    }

    /** The same group, to see what would become of it. */
    TestGroup copy() {
        return new TestGroup(this);
    }

    /** Changes one thing: a member, a subscription or a topic. */
    void change() {
        switch (random.nextInt(isSubscribedAlike ? 5 : 6)) {
            case 0, 1 -> join();
            case 2, 3 -> leave();
            case 4 -> grow();
            default -> resubscribe();
        }
    }

    /** Adds a member. Its id sorts anywhere. */
    String join() {
        final String id = (char) ('a' + random.nextInt(26)) + "-" + nextMember++;
        final String instanceId = random.nextInt(4) == 0 ? (char) ('A' + random.nextInt(26)) + id : null;
        members.put(id, new Subscription(someTopics(), List.of(), Subscription.UNKNOWN_GENERATION, instanceId));
        return id;
    }

    /** Removes a member, if there is another. */
    void leave() {
        if (members.size() > 1) {
            members.remove(pick(members.keySet()));
        }
    }

    private void grow() {
        partitionCounts.merge(pick(partitionCounts.keySet()), random.nextInt(4), Integer::sum);
    }

    private void resubscribe() {
        final String id = pick(members.keySet());
        final Subscription old = members.get(id);
        members.put(id, new Subscription(someTopics(), old.owned(), old.generation(), old.instanceId()));
    }

    /** Adds claims that are wrong: of what others own, of an old generation, of partitions that do not exist. */
    void confuse() {
        for (int i = random.nextInt(4); i >= 0; i--) {
            final String id = pick(members.keySet());
            final Subscription old = members.get(id);
            final List<TopicPartition> owned = new ArrayList<>(old.owned());
            owned.add(new TopicPartition("t" + random.nextInt(7), random.nextInt(6)));
            final int claimed = Math.max(Subscription.UNKNOWN_GENERATION, generation - random.nextInt(3));
            members.put(id, new Subscription(old.topics(), owned, claimed, old.instanceId()));
        }
    }

    private Set<String> someTopics() {
        if (isSubscribedAlike) {
            return partitionCounts.keySet();
        }
        final Set<String> topics = new TreeSet<>();
        for (final String topic : partitionCounts.keySet()) {
            if (random.nextBoolean()) {
                topics.add(topic);
            }
        }
        if (random.nextInt(8) == 0) {
            topics.add("unknown");
        }
        return topics;
    }

    private String pick(final Collection<String> names) {
        return List.copyOf(names).get(random.nextInt(names.size()));
    }

    /** Members own what they were assigned, in a new generation. */
    void adopt(final Map<String, List<TopicPartition>> assignment) {
        generation++;
        members.replaceAll(
                (id, old) -> new Subscription(old.topics(), assignment.get(id), generation, old.instanceId()));
    }

    /** Who owns each partition, as the members say. */
    Map<TopicPartition, String> owners() {
        final Map<TopicPartition, String> owners = new HashMap<>();
        members.forEach((id, member) -> member.owned().forEach(partition -> owners.put(partition, id)));
        return owners;
    }

    boolean hasMemberWithoutTopics() {
        return members.values().stream().anyMatch(member -> member.topics().isEmpty());
    }

    /** All partitions that have a subscriber. */
    Set<TopicPartition> wanted() {
        final Set<TopicPartition> wanted = new HashSet<>();
        partitionCounts.forEach((topic, count) -> {
            if (members.values().stream().anyMatch(member -> member.topics().contains(topic))) {
                for (int partition = 0; partition < count; partition++) {
                    wanted.add(new TopicPartition(topic, partition));
                }
            }
        });
        return wanted;
    }

    /** How many partitions members have to give up although they still subscribe to their topics. */
    int losses(final Map<String, List<TopicPartition>> assignment) {
        int losses = 0;
        for (final Map.Entry<String, Subscription> member : members.entrySet()) {
            final Set<TopicPartition> assigned = new HashSet<>(assignment.get(member.getKey()));
            for (final TopicPartition owned : member.getValue().owned()) {
                if (member.getValue().topics().contains(owned.topic()) && !assigned.contains(owned)) {
                    losses++;
                }
            }
        }
        return losses;
    }

    /** Sizes of an assignment's parts, ascending. */
    static List<Integer> sizes(final Map<String, List<TopicPartition>> assignment) {
        return assignment.values().stream().map(List::size).sorted().toList();
    }

    /** Smaller is more even, for the same number of members and partitions. */
    static long unevenness(final Map<String, List<TopicPartition>> assignment) {
        return assignment.values().stream()
                .mapToLong(part -> (long) part.size() * part.size())
                .sum();
    }

    @Override
    public String toString() {
        return "partitionCounts=" + partitionCounts + " members=" + members;
    }
}
