/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.assignor;

import io.taffrail.model.TopicPartition;
import java.util.List;
import java.util.Map;

/**
 * Deals the partitions of all topics out like cards: each goes to the next member in order that subscribes to its topic.
 * Even if all subscribe to the same topics; otherwise it can be far from it.
 */
final class RoundRobinAssignor implements PartitionAssignor {
    static final String NAME = "roundrobin";
    static final RoundRobinAssignor INSTANCE = new RoundRobinAssignor();

    private RoundRobinAssignor() {}

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
        int member = 0;
        for (int topic = 0; topic < roster.topicCount(); topic++) {
            for (int partition = roster.firstPartition(topic);
                    partition < roster.firstPartition(topic + 1);
                    partition++) {
                while (!roster.isSubscribed(member, topic)) {
                    member = (member + 1) % roster.memberCount();
                }
                holders[partition] = member;
                member = (member + 1) % roster.memberCount();
            }
        }
        return roster.assignment(holders);
    }
}
