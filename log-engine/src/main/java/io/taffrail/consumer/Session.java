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
    private volatile Verdict verdict;
    private volatile long polledMs = nowMs();
    private volatile long beatenMs;
    private volatile long rebalancesSeen;

    Session(final GroupCoordinator coordinator, final ConsumerConfig config) {
        this.coordinator = coordinator;
        this.config = config;
    }

    /** The member belongs to a generation. */
    void begin(final GroupRequest.Identity member, final int generation) {
        rebalancesSeen = coordinator.rebalances(config.groupId());
        verdict = null;
        beatenMs = 0; // at once: the group may have begun to rebalance meanwhile
        seat = new Seat(member, generation);
    }

    /** The member belongs to none. */
    void end() {
        seat = null;
        verdict = null;
    }

    /** Note a poll; what the coordinator said to a heartbeat, {@link ErrorCode#NONE} while all is well. */
    ErrorCode poll() {
        final long nowMs = nowMs();
        polledMs = nowMs;
        final Seat present = seat;
        if (present == null) {
            final Verdict parting = verdict;
            return parting == null ? ErrorCode.NONE : parting.error;
        }
        if (nowMs - beatenMs >= config.heartbeatIntervalMs()
                || rebalancesSeen != coordinator.rebalances(config.groupId())) {
            beat(present, nowMs);
        }
        final Verdict last = verdict;
        return last != null && last.seat.equals(present) ? last.error : ErrorCode.NONE;
    }

    boolean beatBetweenPolls() {
        final Seat present = seat;
        final long nowMs = nowMs();
        if (present == null || nowMs - beatenMs < config.heartbeatIntervalMs()) {
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
        seat = null;
        verdict = new Verdict(present, ErrorCode.UNKNOWN_MEMBER_ID);
        if (present.member.instanceId() == null) {
            coordinator.request(new GroupRequest.Leave(config.groupId(), List.of(present.member)), answer -> {});
        }
    }

    private void beat(final Seat present, final long nowMs) {
        beatenMs = nowMs;
        rebalancesSeen = coordinator.rebalances(config.groupId());
        coordinator.request(
                new GroupRequest.Heartbeat(config.groupId(), present.generation, present.member),
                answer -> verdict = new Verdict(present, answer.error()));
    }

    private static long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /** A member's place in a generation. */
    private record Seat(GroupRequest.Identity member, int generation) {}

    /** What a heartbeat for a place was answered. */
    private record Verdict(Seat seat, ErrorCode error) {}
}
