/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

import io.taffrail.model.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/** Members say that they live, or that they leave, or say nothing for too long. */
final class Presence {
    private final GroupTime time;
    private final Rebalance rebalance;

    Presence(final GroupTime time, final Rebalance rebalance) {
        this.time = time;
        this.rebalance = rebalance;
    }

    ErrorCode onHeartbeat(final Group group, final GroupRequest.Heartbeat heartbeat) {
        final ErrorCode error = group.members.check(heartbeat.member());
        if (error != ErrorCode.NONE) {
            return error;
        }
        if (heartbeat.generation() != group.generation) {
            return ErrorCode.ILLEGAL_GENERATION;
        }
        group.members.get(heartbeat.member().id()).extendSession(time.nowMs);
        return group.state == GroupState.PREPARING_REBALANCE ? ErrorCode.REBALANCE_IN_PROGRESS : ErrorCode.NONE;
    }

    void onLeave(final Group group, final GroupRequest.Leave leave, final long token, final GroupOutbox outbox) {
        final List<ErrorCode> errors = new ArrayList<>();
        for (final GroupRequest.Identity identity : leave.members()) {
            errors.add(remove(group, identity, outbox));
        }
        if (errors.contains(ErrorCode.NONE) && group.state != GroupState.EMPTY) {
            rebalance.onMembersChanged(group, outbox);
        }
        outbox.answerOnCommit(token, new GroupAnswer.Left(ErrorCode.NONE, errors));
    }

    private ErrorCode remove(final Group group, final GroupRequest.Identity identity, final GroupOutbox outbox) {
        if (identity.id().isEmpty()) {
            final String id = identity.instanceId() == null ? null : group.members.idOf(identity.instanceId());
            return id == null ? ErrorCode.UNKNOWN_MEMBER_ID : remove(group, id, outbox);
        }
        if (group.members.isPending(identity.id())) {
            return remove(group, identity.id(), outbox);
        }
        final ErrorCode error = group.members.check(identity);
        return error == ErrorCode.NONE ? remove(group, identity.id(), outbox) : error;
    }

    /** One that waits is told that it is no member any more, so that it may join again if it lives after all. */
    private static ErrorCode remove(final Group group, final String memberId, final GroupOutbox outbox) {
        final Member removed = group.members.remove(memberId);
        if (removed != null && removed.isAwaitingJoin()) {
            outbox.answer(removed.joinToken, GroupAnswer.Joined.refused(ErrorCode.UNKNOWN_MEMBER_ID, ""));
        }
        if (removed != null && removed.isAwaitingSync()) {
            outbox.answer(removed.syncToken, GroupAnswer.Synced.refused(ErrorCode.UNKNOWN_MEMBER_ID));
        }
        return ErrorCode.NONE;
    }

    /** Drop those who were silent for too long. */
    void onTime(final Group group, final GroupOutbox outbox) {
        for (final String pending : group.members.expiredPending(time.nowMs)) {
            group.members.remove(pending);
            if (group.state == GroupState.PREPARING_REBALANCE) {
                rebalance.onMemberRemoved(group, outbox);
            }
        }
        for (final Member member : List.copyOf(group.members.all())) {
            if (group.members.get(member.id) == member && member.isExpired(time.nowMs)) {
                remove(group, member.id, outbox);
                rebalance.onMemberRemoved(group, outbox);
            }
        }
    }
}
