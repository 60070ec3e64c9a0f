/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.assignor;

import io.taffrail.model.TopicPartition;
import java.util.List;
import java.util.Map;

/**
 * As even as subscriptions allow, and among even assignments one that leaves members what they own.
 *
 * <ol>
 *   <li>Everybody keeps what it owns and still subscribes to.
 *   <li>What nobody owns goes to the least loaded subscribers, and is passed on among them until that does not make the
 *       assignment more even.
 *   <li>Then also owned partitions move, as long as that makes it more even.
 * </ol>
 *
 * <p>The second step being as good as it can be, without touching what is owned, is what makes a cooperative group come to
 * rest: what was held back in one round is handed out in the next one and nothing else moves.
 */
final class StickyAssignor implements PartitionAssignor {
    static final String NAME = "sticky";
    static final StickyAssignor INSTANCE = new StickyAssignor();

    private StickyAssignor() {}

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
        return roster.assignment(holders(roster, new Claims(roster)));
    }

    /** Who should have each partition. */
    static int[] holders(final Roster roster, final Claims claims) {
        final Placement placement = new Placement(roster);
        for (int topic = 0; topic < roster.topicCount(); topic++) {
            for (int partition = roster.firstPartition(topic);
                    partition < roster.firstPartition(topic + 1);
                    partition++) {
                final int owner = claims.owner(partition);
                if (owner != Roster.NOBODY && roster.isSubscribed(owner, topic)) {
                    placement.keep(partition, topic, owner);
                }
            }
        }
        placeTheRest(roster, placement);
        final Balancer balancer = new Balancer(roster, placement);
        balancer.balance(true);
        balancer.balance(false);
        return placement.holders();
    }

    private static void placeTheRest(final Roster roster, final Placement placement) {
        for (int topic = 0; topic < roster.topicCount(); topic++) {
            for (int partition = roster.firstPartition(topic);
                    partition < roster.firstPartition(topic + 1);
                    partition++) {
                if (placement.holder(partition) == Roster.NOBODY) {
                    placement.lend(partition, topic, placement.leastLoaded(roster.subscribers(topic)));
                }
            }
        }
    }
}
