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
 * <p>The partitions of a topic that a member holds are two stacks, those at home and the guests, linked through one
 * array, so that moving one takes the same few steps however many there are.
 */
final class Placement {
    /** In place of a partition: none. */
    private static final int NONE = -1;

    /** What makes a guest better to give than anything else: more than there can be partitions of a topic. */
    private static final int GUEST = 1 << 30;

    private final Roster roster;
    private final int[] holders;
    private final int[] homes;
    private final int[] loads;
    // By member and topic: how many, and the newest of each stack; then by partition: the one below it in its stack.
    private final int[][] counts;
    private final int[][] newestHome;
    private final int[][] newestGuest;
    private final int[] below;

    Placement(final Roster roster) {
        this.roster = roster;
        holders = roster.nobodies();
        homes = roster.nobodies();
        below = roster.nobodies();
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
        below[partition] = newest[topic];
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

    int highestLoad() {
        int highest = 0;
        for (final int load : loads) {
            highest = Math.max(highest, load);
        }
        return highest;
    }

    int lowestLoad() {
        int lowest = Integer.MAX_VALUE;
        for (final int load : loads) {
            lowest = Math.min(lowest, load);
        }
        return lowest;
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
     * Moves a partition: a guest rather than one that is at home, and of those one of the topic that the giver has most
     * of. There must be one.
     */
    void move(final int from, final int to, final boolean guestsOnly) {
        int best = NONE;
        int bestWorth = 0;
        for (final int topic : roster.topics(from)) {
            final int worth = worth(from, topic, guestsOnly);
            if (worth > bestWorth && roster.isSubscribed(to, topic)) {
                best = topic;
                bestWorth = worth;
            }
        }
        put(take(from, best), best, to);
    }

    /** How good it is to give a partition of a topic; 0 if there is none to give. */
    private int worth(final int from, final int topic, final boolean guestsOnly) {
        if (newestGuest[from][topic] != NONE) {
            return GUEST + counts[from][topic];
        }
        return guestsOnly ? 0 : counts[from][topic];
    }

    private int take(final int from, final int topic) {
        final int[] newest = newestGuest[from][topic] == NONE ? newestHome[from] : newestGuest[from];
        final int taken = newest[topic];
        newest[topic] = below[taken];
        counts[from][topic]--;
        loads[from]--;
        return taken;
    }

    /** Who has each partition, for the caller to keep. */
    int[] holders() {
        return holders;
    }
}
