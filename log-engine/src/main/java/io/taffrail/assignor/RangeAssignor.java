/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.assignor;

import io.taffrail.model.TopicPartition;
import java.util.List;
import java.util.Map;

/**
 * Divides each topic on its own into contiguous ranges, in the order of its subscribers; the first ones get one more
 * where it does not divide evenly. Topics with the same number of partitions and the same subscribers are divided
 * alike, so a member that joins two such topics by key has both sides.
 */
final class RangeAssignor implements PartitionAssignor {
    static final String NAME = "range";
    static final RangeAssignor INSTANCE = new RangeAssignor();

    private RangeAssignor() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isCooperative() {
        return false;
    }

    @Override
    public Map<String, List<TopicPartition>> assign(
            final Map<String, Integer> partitionCounts, final Map<String, Subscription> members) {
        final Roster roster = new Roster(partitionCounts, members);
        final int[] holders = roster.nobodies();
        for (int topic = 0; topic < roster.topicCount(); topic++) {
            final int[] subscribers = roster.subscribers(topic);
            int next = roster.firstPartition(topic);
            final int count = roster.firstPartition(topic + 1) - next;
            for (int i = 0; i < subscribers.length; i++) {
                final int end = next + count / subscribers.length + (i < count % subscribers.length ? 1 : 0);
                while (next < end) {
                    holders[next++] = subscribers[i];
                }
            }
        }
        return roster.assignment(holders);
    }
}
