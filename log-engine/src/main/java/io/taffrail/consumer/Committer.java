/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.consumer;

import io.taffrail.coordinator.GroupCoordinator;
import io.taffrail.engine.LogEngine;
import io.taffrail.group.GroupAnswer;
import io.taffrail.group.GroupRequest;
import io.taffrail.model.ErrorCode;
import io.taffrail.model.ErrorCodeException;
import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Commits offsets: waiting for the answer, not waiting, or by itself now and then. */
final class Committer {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60); // Kafka's default.api.timeout.ms
    private static final long PARK_NS = TimeUnit.MICROSECONDS.toNanos(50);

    private final LogEngine engine;
    private final GroupCoordinator coordinator;
    private final ConsumerConfig config;
    private final Holding holding;
    private final ArrayDeque<Asked> underWay = new ArrayDeque<>();
    private Member member = Member.NOBODY;
    private long autoCommitAtMs;

    Committer(
            final LogEngine engine,
            final GroupCoordinator coordinator,
            final ConsumerConfig config,
            final Holding holding) {
        this.engine = engine;
        this.coordinator = coordinator;
        this.config = config;
        this.holding = holding;
    }

    /** Who commits from now on. */
    void member(final Member newMember) {
        member = newMember;
    }

    void poll(final long nowMs) {
        callBack();
        if (config.isAutoCommit() && config.groupId() != null && nowMs >= autoCommitAtMs) {
            autoCommitAtMs = nowMs + config.autoCommitIntervalMs();
            final Map<TopicPartition, OffsetAndMetadata> changed = changedPositions(nowMs);
            if (!changed.isEmpty()) {
                commitAsync(changed, CommitCallback.NONE);
            }
        }
    }

    /** Commit what was handed out, if this consumer does so by itself: one of its last chances. Refusals are not its affair. */
    void commitBeforeLosing() {
        if (config.isAutoCommit() && config.groupId() != null) {
            final Map<TopicPartition, OffsetAndMetadata> changed = changedPositions(nowMs());
            if (!changed.isEmpty()) {
                await(ask(changed, CommitCallback.NONE));
            }
        }
        callBack();
    }

    void commit(final Map<TopicPartition, OffsetAndMetadata> offsets) {
        final Asked asked = ask(offsets, CommitCallback.NONE);
        await(asked);
        callBack();
        if (asked.error() != ErrorCode.NONE) {
            throw new ErrorCodeException(
                    asked.error(),
                    "group=" + config.groupId() + " member=" + member.identity().id() + " generation="
                            + member.generation() + " offsets=" + offsets);
        }
    }

    void commitAsync(final Map<TopicPartition, OffsetAndMetadata> offsets, final CommitCallback callback) {
        underWay.add(ask(offsets, callback));
    }

    Map<TopicPartition, OffsetAndMetadata> positions() {
        final Map<TopicPartition, OffsetAndMetadata> positions = new LinkedHashMap<>();
        for (final AssignedPartition assigned : holding.all()) {
            if (assigned.isPlaced() && !assigned.isGone()) {
                positions.put(assigned.partition(), assigned.toCommit());
            }
        }
        return positions;
    }

    private Map<TopicPartition, OffsetAndMetadata> changedPositions(final long nowMs) {
        final Map<TopicPartition, OffsetAndMetadata> positions = new LinkedHashMap<>();
        for (final AssignedPartition assigned : holding.all()) {
            if (!assigned.isCommitted(nowMs)) {
                positions.put(assigned.partition(), assigned.toCommit());
            }
        }
        return positions;
    }

    private Asked ask(final Map<TopicPartition, OffsetAndMetadata> offsets, final CommitCallback callback) {
        if (config.groupId() == null) {
            throw new ErrorCodeException(
                    ErrorCode.INVALID_GROUP_ID, "a consumer without group.id has nowhere to commit to");
        }
        final Asked asked = new Asked(offsets, callback);
        if (member.isSubscribed() && member.generation() < 0) { // no member now: not as one who never was
            asked.answer = new GroupAnswer.Committed(ErrorCode.UNKNOWN_MEMBER_ID, Map.of());
            return asked;
        }
        coordinator.request(
                new GroupRequest.Commit(config.groupId(), member.generation(), member.identity(), offsets),
                answer -> asked.answer = (GroupAnswer.Committed) answer);
        return asked;
    }

    private void await(final Asked asked) {
        final long sinceNs = System.nanoTime();
        while (asked.answer == null) {
            if (System.nanoTime() - sinceNs > PATIENCE_NS) {
                throw new ErrorCodeException(
                        ErrorCode.COORDINATOR_NOT_AVAILABLE,
                        "no answer to a commit after " + TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NS) + " s: group="
                                + config.groupId());
            }
            engine.doWork();
            LockSupport.parkNanos(PARK_NS);
        }
        note(asked);
    }

    private void callBack() {
        while (!underWay.isEmpty() && underWay.peek().answer != null) {
            final Asked asked = underWay.poll();
            note(asked);
            asked.callback.onCommit(asked.offsets, asked.error());
        }
    }

    private static long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    private void note(final Asked asked) {
        for (final AssignedPartition assigned : holding.all()) {
            final OffsetAndMetadata offset = asked.offsets.get(assigned.partition());
            if (offset != null && asked.answer.partitions().get(assigned.partition()) == ErrorCode.NONE) {
                assigned.onCommitted(offset.offset(), nowMs());
            }
        }
    }

    /** In whose name offsets are committed. */
    interface Member {
        /** A committer that belongs to no group. */
        Member NOBODY = new Member() {
            @Override
            public GroupRequest.Identity identity() {
                return GroupRequest.Identity.NONE;
            }

            @Override
            public int generation() {
                return -1;
            }

            @Override
            public boolean isSubscribed() {
                return false;
            }

            @Override
            public boolean isJoining() {
                return false;
            }
        };

        GroupRequest.Identity identity();

        int generation();

        boolean isSubscribed();

        /** Whether the generation may be over without the member having lost anything yet. */
        boolean isJoining();
    }

    /** A commit that was asked for. */
    private final class Asked {
        private final Map<TopicPartition, OffsetAndMetadata> offsets;
        private final CommitCallback callback;
        private volatile GroupAnswer.Committed answer;

        Asked(final Map<TopicPartition, OffsetAndMetadata> offsets, final CommitCallback callback) {
            this.offsets = offsets;
            this.callback = callback;
        }

        ErrorCode error() {
            if (answer.error() == ErrorCode.ILLEGAL_GENERATION && member.isJoining()) {
                return ErrorCode.REBALANCE_IN_PROGRESS; // the next one began already; poll, and commit in that
            }
            if (answer.error() != ErrorCode.NONE) {
                return answer.error();
            }
            return answer.partitions().values().stream()
                    .filter(error -> error != ErrorCode.NONE)
                    .findFirst()
                    .orElse(ErrorCode.NONE);
        }
    }
}
