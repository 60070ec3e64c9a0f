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
    /** In place of a load: no member can be helped. */
    private static final int NOTHING_TO_DO = -1;

    private final Roster roster;
    private final Placement placement;
    private final int[] givers;
    private final int[] queue;
    private final boolean[] isTopicSeen;
    private final boolean[] isStuck;

    Balancer(final Roster roster, final Placement placement) {
        this.roster = roster;
        this.placement = placement;
        givers = new int[roster.memberCount()];
        queue = new int[roster.memberCount()];
        isTopicSeen = new boolean[roster.topicCount()];
        isStuck = new boolean[roster.memberCount()];
    }

    /**
     * Moves partitions until that does not help any more.
     *
     * @param guestsOnly true to leave alone what members own.
     */
    void balance(final boolean guestsOnly) {
        boolean isChanged;
        do {
            isChanged = false;
            Arrays.fill(isStuck, false);
            for (int load = highestLoad(); load != NOTHING_TO_DO; load = highestLoad()) {
                // A chain can make new ones possible from members that had none: hence the outer loop.
                isChanged |= relieve(load, guestsOnly);
            }
        } while (isChanged);
    }

    /** The highest load of a member that has two more than the least loaded one, and is not known to be stuck with it. */
    private int highestLoad() {
        int highest = NOTHING_TO_DO;
        int lowest = Integer.MAX_VALUE;
        for (int member = 0; member < roster.memberCount(); member++) {
            lowest = Math.min(lowest, placement.load(member));
            if (!isStuck[member]) {
                highest = Math.max(highest, placement.load(member));
            }
        }
        return highest - lowest >= 2 ? highest : NOTHING_TO_DO;
    }

    /**
     * Finds the shortest chain from any member of a load, of those the one to the least loaded member, and moves along it.
     * If there is none, all members of the load are stuck.
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
        for (int member = 0; member < roster.memberCount(); member++) {
            isStuck[member] |= placement.load(member) == load;
        }
        return false;
    }

    private int enqueueLoaded(final int load) {
        int queued = 0;
        for (int member = 0; member < roster.memberCount(); member++) {
            if (!isStuck[member] && placement.load(member) == load) {
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
