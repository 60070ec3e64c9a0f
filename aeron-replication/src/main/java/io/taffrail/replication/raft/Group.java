/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.raft;

import java.util.Arrays;

/** A leader's view of the other voters: who has what, what a majority has, who is in sync. */
final class Group {
    private final Progress[] others;
    private final long[] sorted;

    Group(final RaftConfig config) {
        others = config.voters().stream()
                .filter(voter -> voter != config.self())
                .map(Progress::new)
                .toArray(Progress[]::new);
        sorted = new long[others.length + 1];
    }

    Progress[] others() {
        return others;
    }

    /** Null for a node that is not of this group. */
    Progress of(final int node) {
        for (final Progress other : others) {
            if (other.node == node) {
                return other;
            }
        }
        return null;
    }

    void begin(final long nowNs, final long leaderEnd) {
        for (final Progress other : others) {
            other.begin(nowNs, leaderEnd);
        }
    }

    /** First offset that is not held by a majority, the leader itself included. */
    long heldByMajority(final long heldHere) {
        sorted[0] = heldHere;
        for (int i = 0; i < others.length; i++) {
            sorted[i + 1] = others[i].isMatched ? others[i].heldOffset : 0;
        }
        Arrays.sort(sorted);
        return sorted[(sorted.length - 1) / 2];
    }

    /** First offset that is not held by every replica in sync. */
    long heldByAllInSync(final long heldHere, final long nowNs, final long lagNs) {
        long least = heldHere;
        for (final Progress other : others) {
            if (isInSync(other, nowNs, lagNs)) {
                least = Math.min(least, other.heldOffset);
            }
        }
        return least;
    }

    /** The leader included. */
    int inSync(final long nowNs, final long lagNs) {
        int count = 1;
        for (final Progress other : others) {
            count += isInSync(other, nowNs, lagNs) ? 1 : 0;
        }
        return count;
    }

    /** The member heard within a time that has most of the log; {@link RaftEffects#NOBODY} when there is none. */
    int successor(final long nowNs, final long withinNs) {
        Progress best = null;
        for (final Progress other : others) {
            final boolean isFit = other.isMatched && nowNs - other.heardNs <= withinNs;
            if (isFit && (best == null || other.endOffset > best.endOffset)) {
                best = other;
            }
        }
        return best == null ? RaftEffects.NOBODY : best.node;
    }

    /** Whether a majority, the leader included, was heard in a time: it counts itself whatever the clock does. */
    boolean isMajorityHeard(final long nowNs, final long withinNs) {
        int count = 1;
        for (final Progress other : others) {
            count += nowNs - other.heardNs <= withinNs ? 1 : 0;
        }
        return count > (others.length + 1) / 2;
    }

    private static boolean isInSync(final Progress other, final long nowNs, final long lagNs) {
        return other.isMatched && nowNs - other.caughtUpNs <= lagNs;
    }
}
