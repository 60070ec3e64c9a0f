/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.raft;

import java.util.function.LongUnaryOperator;

/**
 * When a member that hears no leader tries an election: after the timeout and a random part of it. When nobody wins, then
 * again as soon as answers must have come, and a random part that is longer each time, so that members that stand in each
 * other's way part.
 */
final class ElectionTimer {
    private static final int HEARTBEATS_TO_ANSWER = 2;
    private static final int MAX_DOUBLINGS = 3;

    private final long timeoutNs;
    private final long answerNs;
    private final LongUnaryOperator random;
    private int failures;
    private long deadlineNs;

    /** The random number is at least 0 and below what it is given. */
    ElectionTimer(final RaftConfig config, final LongUnaryOperator random) {
        this.timeoutNs = config.electionNs();
        this.answerNs = HEARTBEATS_TO_ANSWER * config.heartbeatNs();
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

    /** An attempt begins. */
    void onElection(final long nowNs) {
        failures++;
        onVote(nowNs);
    }

    /** The attempt goes on with a real vote. */
    void onVote(final long nowNs) {
        final int doublings = Math.min(Math.max(0, failures - 1), MAX_DOUBLINGS);
        deadlineNs = nowNs + answerNs + random.applyAsLong(timeoutNs << doublings);
    }

    boolean isOver(final long nowNs) {
        return nowNs - deadlineNs >= 0;
    }
}
