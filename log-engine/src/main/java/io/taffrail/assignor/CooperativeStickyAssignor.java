/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.assignor;

import io.taffrail.model.TopicPartition;
import java.util.List;
import java.util.Map;

/**
 * The sticky assignment without the partitions that another member still has: that one sees that it lost them, gives them
 * up and rejoins, and the next round hands them out.
 */
final class CooperativeStickyAssignor implements PartitionAssignor {
    static final String NAME = "cooperative-sticky";
    static final CooperativeStickyAssignor INSTANCE = new CooperativeStickyAssignor();

    private CooperativeStickyAssignor() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isCooperative() {
        return true;
    }

    @Override
    public Map<String, List<TopicPartition>> assign(
            final Map<String, Integer> partitionCounts, final Map<String, Subscription> members) {
        final Roster roster = new Roster(partitionCounts, members);
        final Claims claims = new Claims(roster);
        final int[] holders = StickyAssignor.holders(roster, claims);
        for (int partition = 0; partition < holders.length; partition++) {
            if (claims.isHeldByAnother(partition, holders[partition])) {
                holders[partition] = Roster.NOBODY;
            }
        }
        return roster.assignment(holders);
    }
}
