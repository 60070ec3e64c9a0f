/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.consumer;

import io.taffrail.coordinator.GroupCoordinator;
import io.taffrail.group.GroupRequest;
import io.taffrail.model.ErrorCode;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A member's session with the coordinator: heartbeats while it belongs to a generation, from its own polls and between them,
 * and leaving when it does not poll any more.
 *
 * <p>Threading: the consumer's thread, and the one of {@link Heartbeats}. What they share is volatile; of two heartbeats at
 * the same time neither does harm.
 */
final class Session {
    private final GroupCoordinator coordinator;
    private final ConsumerConfig config;
    private volatile Seat seat;
    private volatile ErrorCode parting = ErrorCode.NONE;
    private volatile long polledMs = nowMs();

    Session(final GroupCoordinator coordinator, final ConsumerConfig config) {
        this.coordinator = coordinator;
        this.config = config;
    }

    /** The member belongs to a generation. */
    void begin(final GroupRequest.Identity member, final int generation) {
        seat = new Seat(member, generation); // beats at once: the group may have begun to rebalance meanwhile
    }

    /** The member belongs to none. */
    void end() {
        seat = null;
        parting = ErrorCode.NONE;
    }

    /** Note a poll; what the coordinator said to a heartbeat, {@link ErrorCode#NONE} while all is well. */
    ErrorCode poll() {
        final long nowMs = nowMs();
        polledMs = nowMs;
        final Seat present = seat;
        if (present == null) {
            return parting;
        }
        if (present.isBeatDue(nowMs, config.heartbeatIntervalMs())
                || present.rebalancesSeen != coordinator.rebalances(config.groupId())) {
            beat(present, nowMs);
        }
        return present.verdict;
    }

    boolean beatBetweenPolls() {
        final Seat present = seat;
        final long nowMs = nowMs();
        if (present == null || !present.isBeatDue(nowMs, config.heartbeatIntervalMs())) {
            return false;
        }
        if (nowMs - polledMs < config.maxPollIntervalMs()) {
            beat(present, nowMs);
        } else {
            leaveBehind(present);
        }
        return true;
    }

    /** A consumer that does not poll leaves, so that others get its partitions; a static one's session just ends. */
    private void leaveBehind(final Seat present) {
        parting = ErrorCode.UNKNOWN_MEMBER_ID;
        seat = null;
        if (present.member.instanceId() == null) {
            coordinator.request(new GroupRequest.Leave(config.groupId(), List.of(present.member)), answer -> {});
        }
    }

    private void beat(final Seat present, final long nowMs) {
        present.beatenMs = nowMs;
        present.isBeaten = true;
        present.rebalancesSeen = coordinator.rebalances(config.groupId());
        coordinator.request(
                new GroupRequest.Heartbeat(config.groupId(), present.generation, present.member),
                answer -> present.verdict = answer.error());
    }

    private static long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /** A member's place in a generation, and what the coordinator said to its last heartbeat. */
    private static final class Seat {
        private final GroupRequest.Identity member;
        private final int generation;
        private volatile boolean isBeaten;
        private volatile long beatenMs;
        private volatile long rebalancesSeen;
        private volatile ErrorCode verdict = ErrorCode.NONE;

        Seat(final GroupRequest.Identity member, final int generation) {
            this.member = member;
            this.generation = generation;
        }

        boolean isBeatDue(final long nowMs, final int intervalMs) {
            return !isBeaten || nowMs - beatenMs >= intervalMs;
        }
    }
}
