/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.assignor;

import java.util.Arrays;

/**
 * Evens out a placement along chains: a member gives a partition to a second one, that one gives one of its own to a third,
 * and so on, which leaves one less with the first and one more with the last. Worth it if the first had at least two more
 * than the last.
 *
 * <p>A placement without such a chain is as even as subscriptions allow: no other has a smaller sum of squared loads
 * (Harvey, Ladner, Lovasz, Tamir: "Semi-matchings for bipartite graphs and load balancing", 2006). The sorted loads
 * then do not depend on where it began. Kafka's assignor tries chains of one step only.
 */
final class Balancer {
    private final Roster roster;
    private final Placement placement;
    private final int[] givers;
    private final int[] queue;
    private final boolean[] isTopicSeen;

    Balancer(final Roster roster, final Placement placement) {
        this.roster = roster;
        this.placement = placement;
        givers = new int[roster.memberCount()];
        queue = new int[roster.memberCount()];
        isTopicSeen = new boolean[roster.topicCount()];
    }

    /**
     * Moves partitions until that does not help any more.
     *
     * @param guestsOnly true to leave alone what members own.
     */
    void balance(final boolean guestsOnly) {
        int load = placement.highestLoad();
        while (load - placement.lowestLoad() >= 2) {
            if (!relieve(load, guestsOnly)) {
                // Nor will there ever be a chain from here: a later one begins with less and ends two below that, so
                // it does not touch anybody who can be reached from here, all of whom have at least load - 1.
                load--;
            }
        }
    }

    /**
     * Finds the shortest chain from any member of a load, of those the one to the least loaded member, and moves along it.
     *
     * @return false if there is none.
     */
    private boolean relieve(final int load, final boolean guestsOnly) {
        Arrays.fill(givers, Roster.NOBODY);
        Arrays.fill(isTopicSeen, false);
        int queued = enqueueLoaded(load);
        int levelStart = 0;
        while (levelStart < queued) {
            final int levelEnd = queued;
            for (int i = levelStart; i < levelEnd; i++) {
                queued = enqueueTakers(queue[i], queued, guestsOnly);
            }
            final int last = leastLoaded(levelEnd, queued);
            if (last != Roster.NOBODY && load - placement.load(last) >= 2) {
                moveAlongChain(last, guestsOnly);
                return true;
            }
            levelStart = levelEnd;
        }
        return false;
    }

    private int enqueueLoaded(final int load) {
        int queued = 0;
        for (int member = 0; member < roster.memberCount(); member++) {
            if (placement.load(member) == load) {
                givers[member] = member;
                queue[queued++] = member;
            }
        }
        return queued;
    }

    private int enqueueTakers(final int giver, final int firstFree, final boolean guestsOnly) {
        int queued = firstFree;
        for (final int topic : roster.topics(giver)) {
            if (!isTopicSeen[topic] && placement.hasMovable(giver, topic, guestsOnly)) {
                isTopicSeen[topic] = true;
                for (final int taker : roster.subscribers(topic)) {
                    if (givers[taker] == Roster.NOBODY) {
                        givers[taker] = giver;
                        queue[queued++] = taker;
                    }
                }
            }
            if (queued == queue.length) {
                break;
            }
        }
        return queued;
    }

    private int leastLoaded(final int from, final int to) {
        int least = Roster.NOBODY;
        for (int i = from; i < to; i++) {
            if (least == Roster.NOBODY || placement.load(queue[i]) < placement.load(least)) {
                least = queue[i];
            }
        }
        return least;
    }

    private void moveAlongChain(final int last, final boolean guestsOnly) {
        // From the end: each giver still has what the search found with it.
        for (int taker = last; givers[taker] != taker; taker = givers[taker]) {
            placement.move(givers[taker], taker, guestsOnly);
        }
    }
}
