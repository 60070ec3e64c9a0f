/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.assignor;

import java.util.Arrays;

/**
 * Where partitions are while a sticky assignment is being made. A partition is <i>at home</i> with the member that owned
 * it before, and a <i>guest</i> with any other.
 *
 * <p>The partitions of a topic that a member holds are two linked lists through the same array, those at home and the
 * guests, so that moving one takes a few steps however many there are.
 */
final class Placement {
    /** In place of a partition: none. */
    private static final int NONE = -1;

    private final Roster roster;
    private final int[] holders;
    private final int[] homes;
    private final int[] loads;
    // By member and topic: how many, and the newest of each list; then by partition: the one before it in its list.
    private final int[][] counts;
    private final int[][] newestHome;
    private final int[][] newestGuest;
    private final int[] before;

    Placement(final Roster roster) {
        this.roster = roster;
        holders = roster.nobodies();
        homes = roster.nobodies();
        before = roster.nobodies();
        loads = new int[roster.memberCount()];
        counts = new int[roster.memberCount()][roster.topicCount()];
        newestHome = new int[roster.memberCount()][roster.topicCount()];
        newestGuest = new int[roster.memberCount()][roster.topicCount()];
        for (int member = 0; member < roster.memberCount(); member++) {
            Arrays.fill(newestHome[member], NONE);
            Arrays.fill(newestGuest[member], NONE);
        }
    }

    /** Leaves a partition with its owner. */
    void keep(final int partition, final int topic, final int owner) {
        homes[partition] = owner;
        put(partition, topic, owner);
    }

    /** Gives a partition that nobody owned to a member. */
    void lend(final int partition, final int topic, final int member) {
        put(partition, topic, member);
    }

    private void put(final int partition, final int topic, final int member) {
        final int[] newest = homes[partition] == member ? newestHome[member] : newestGuest[member];
        before[partition] = newest[topic];
        newest[topic] = partition;
        holders[partition] = member;
        counts[member][topic]++;
        loads[member]++;
    }

    int holder(final int partition) {
        return holders[partition];
    }

    int load(final int member) {
        return loads[member];
    }

    /** The first of the least loaded of some members. */
    int leastLoaded(final int[] members) {
        int least = members[0];
        for (final int member : members) {
            if (loads[member] < loads[least]) {
                least = member;
            }
        }
        return least;
    }

    /** If a member has a partition of a topic that may move. */
    boolean hasMovable(final int member, final int topic, final boolean guestsOnly) {
        return newestGuest[member][topic] != NONE || !guestsOnly && newestHome[member][topic] != NONE;
    }

    /**
     * Moves the partition that costs least: rather one that comes home than another guest, rather a guest than one at
     * home, and of those one of the topic that the giver has most of. There must be one.
     */
    void move(final int from, final int to, final boolean guestsOnly) {
        int bestTopic = NONE;
        int bestRank = 0;
        for (final int topic : roster.topics(from)) {
            if (roster.isSubscribed(to, topic) && hasMovable(from, topic, guestsOnly)) {
                final int rank = rank(from, topic, to);
                if (bestTopic == NONE
                        || rank > bestRank
                        || rank == bestRank && counts[from][topic] > counts[from][bestTopic]) {
                    bestTopic = topic;
                    bestRank = rank;
                }
            }
        }
        put(take(from, bestTopic, to), bestTopic, to);
    }

    private int rank(final int from, final int topic, final int to) {
        if (newestGuest[from][topic] == NONE) {
            return 0;
        }
        return homecomer(from, topic, to) == NONE ? 1 : 2;
    }

    private int homecomer(final int from, final int topic, final int to) {
        int partition = newestGuest[from][topic];
        while (partition != NONE && homes[partition] != to) {
            partition = before[partition];
        }
        return partition;
    }

    private int take(final int from, final int topic, final int to) {
        final int homecomer = homecomer(from, topic, to);
        final int[] newest = newestGuest[from][topic] == NONE ? newestHome[from] : newestGuest[from];
        final int taken = homecomer == NONE ? newest[topic] : homecomer;
        if (taken == newest[topic]) {
            newest[topic] = before[taken];
        } else {
            int after = newest[topic];
            while (before[after] != taken) {
                after = before[after];
            }
            before[after] = before[taken];
        }
        counts[from][topic]--;
        loads[from]--;
        return taken;
    }

    /** Who has each partition, for the caller to keep. */
    int[] holders() {
        return holders;
    }
}
