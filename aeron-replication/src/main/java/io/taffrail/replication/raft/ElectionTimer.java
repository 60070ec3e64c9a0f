/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.raft;

import java.util.function.LongUnaryOperator;

/**
 * When a member that hears no leader tries an election: after the timeout and a random part of it, and later each time it
 * fails, so that members that stand in each other's way part.
 */
final class ElectionTimer {
    private static final int MAX_DOUBLINGS = 3;

    private final long timeoutNs;
    private final LongUnaryOperator random;
    private int failures;
    private long deadlineNs;

    /** The random number is at least 0 and below what it is given. */
    ElectionTimer(final long timeoutNs, final LongUnaryOperator random) {
        this.timeoutNs = timeoutNs;
        this.random = random;
    }

    void onLeaderHeard(final long nowNs) {
        failures = 0;
        restart(nowNs);
    }

    /** Somebody else got a vote: give them time. */
    void restart(final long nowNs) {
        deadlineNs = nowNs + timeoutNs + random.applyAsLong(timeoutNs);
    }

    void onElection(final long nowNs) {
        deadlineNs = nowNs + timeoutNs + random.applyAsLong(timeoutNs << Math.min(failures, MAX_DOUBLINGS));
        failures++;
    }

    boolean isOver(final long nowNs) {
        return nowNs - deadlineNs >= 0;
    }
}
