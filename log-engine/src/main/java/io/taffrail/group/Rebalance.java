/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

import io.taffrail.model.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/**
 * How a group gets from one generation to the next: members are asked to join again, those who do not in time are left
 * behind, the others get a generation, bring or await the leader's assignment, and are stable.
 */
final class Rebalance {
    private final GroupConfig config;
    private final GroupTime time;
    private final SubscribedTopics subscriptions;
    private long count;

    Rebalance(final GroupConfig config, final GroupTime time, final SubscribedTopics subscriptions) {
        this.config = config;
        this.time = time;
        this.subscriptions = subscriptions;
    }

    /** How often one began. */
    long count() {
        return count;
    }

    /** A member came, went or changed: begin a rebalance, or take the one that is under way further. */
    void onMembersChanged(final Group group, final GroupOutbox outbox) {
        switch (group.state) {
            case EMPTY, STABLE, COMPLETING_REBALANCE -> prepare(group, outbox);
            case PREPARING_REBALANCE -> completeIfAllJoined(group, outbox);
            case DEAD -> throw new IllegalStateException("group=" + group.id + " is dead");
        }
    }

    void prepare(final Group group, final GroupOutbox outbox) {
        count++;
        if (group.state == GroupState.COMPLETING_REBALANCE) {
            group.members.all().forEach(member -> member.assignment = Group.NOTHING);
            answerSyncs(group, ErrorCode.REBALANCE_IN_PROGRESS, outbox);
        }
        group.stopWaitingForSyncs();
        final boolean isInitial = group.state == GroupState.EMPTY;
        final int timeoutMs = group.members.rebalanceTimeoutMs();
        group.moveTo(GroupState.PREPARING_REBALANCE, time.epochMs);
        group.isInitial = isInitial;
        if (isInitial) {
            group.hasNewcomer = false;
            group.initialDelayLeftMs = Math.max(timeoutMs - config.initialRebalanceDelayMs(), 0);
            group.joinDeadlineMs = time.nowMs + config.initialRebalanceDelayMs();
            onJoinDeadline(group, outbox);
        } else {
            group.joinDeadlineMs = time.nowMs + timeoutMs;
            completeIfAllJoined(group, outbox);
        }
    }

    /** The first generation of a group waits its delay in any case; others only until all have joined. */
    private void completeIfAllJoined(final Group group, final GroupOutbox outbox) {
        if (!group.isInitial && group.members.haveAllJoined()) {
            complete(group, outbox);
        }
    }

    /** A member that waited or was waited for is gone: that may be all that was missing. */
    void onMemberRemoved(final Group group, final GroupOutbox outbox) {
        if (group.state == GroupState.PREPARING_REBALANCE && group.members.haveAllJoined()) {
            complete(group, outbox);
        } else if (group.state == GroupState.STABLE || group.state == GroupState.COMPLETING_REBALANCE) {
            prepare(group, outbox);
        }
    }

    /** Look whether those who did not join are to be left behind. */
    void onJoinDeadline(final Group group, final GroupOutbox outbox) {
        if (time.nowMs < group.joinDeadlineMs) {
            return;
        }
        if (group.isInitial && group.hasNewcomer && group.initialDelayLeftMs > 0) {
            final int delayMs = Math.min(config.initialRebalanceDelayMs(), group.initialDelayLeftMs);
            group.hasNewcomer = false;
            group.initialDelayLeftMs -= delayMs;
            group.joinDeadlineMs = time.nowMs + delayMs;
        } else {
            complete(group, outbox);
        }
    }

    /** Look whether those who did not sync are to be left behind. */
    void onSyncDeadline(final Group group, final GroupOutbox outbox) {
        if (time.nowMs < group.syncDeadlineMs) {
            return;
        }
        for (final Member member : List.copyOf(group.members.all())) {
            if (member.isSyncPending) {
                group.members.remove(member.id);
            }
        }
        prepare(group, outbox);
    }

    private void complete(final Group group, final GroupOutbox outbox) {
        for (final Member member : List.copyOf(group.members.all())) {
            if (!member.isAwaitingJoin() && !member.isStatic()) {
                group.members.remove(member.id);
            }
        }
        if (!group.members.isEmpty() && !group.members.ensureJoinedLeader()) {
            group.joinDeadlineMs = time.nowMs + group.members.rebalanceTimeoutMs();
            return; // static members only, and none came back: until their sessions end
        }
        group.nextGeneration(time.epochMs);
        group.noteSubscriptions(subscriptions);
        if (group.state == GroupState.EMPTY) {
            outbox.append(group.toStored());
            return;
        }
        group.syncDeadlineMs = time.nowMs + group.members.rebalanceTimeoutMs();
        for (final Member member : group.members.all()) {
            answerJoin(group, member, false, outbox);
            member.extendSession(time.nowMs);
            member.isNew = false;
            member.isSyncPending = true;
        }
    }

    private void answerJoin(
            final Group group, final Member member, final boolean skipAssignment, final GroupOutbox outbox) {
        if (member.isAwaitingJoin()) {
            outbox.answer(member.joinToken, joined(group, member, skipAssignment));
            member.joinToken = Member.NOT_WAITING;
        }
    }

    /** What a member is told about the present generation. */
    GroupAnswer.Joined joined(final Group group, final Member member, final boolean skipAssignment) {
        final List<GroupAnswer.JoinedMember> all = new ArrayList<>();
        if (group.members.isLeader(member.id)) {
            group.members
                    .all()
                    .forEach(each -> all.add(
                            new GroupAnswer.JoinedMember(each.id, each.instanceId, each.metadata(group.protocol))));
        }
        return new GroupAnswer.Joined(
                ErrorCode.NONE,
                member.id,
                group.generation,
                group.protocolType,
                group.protocol,
                group.members.leaderId(),
                skipAssignment,
                all);
    }

    /** An assignment is committed: if the group still waits for it, every member gets its part. */
    void onStored(final Group group, final GroupRecord.GroupStored stored, final GroupOutbox outbox) {
        if (group.state != GroupState.COMPLETING_REBALANCE || group.generation != stored.generation()) {
            return;
        }
        for (final GroupRecord.StoredMember from : stored.members()) {
            final Member member = group.members.get(from.memberId());
            if (member != null) {
                member.assignment = from.assignment();
            }
        }
        answerSyncs(group, ErrorCode.NONE, outbox);
        group.moveTo(GroupState.STABLE, stored.sinceEpochMs());
    }

    private void answerSyncs(final Group group, final ErrorCode error, final GroupOutbox outbox) {
        for (final Member member : group.members.all()) {
            if (member.isAwaitingSync()) {
                outbox.answer(
                        member.syncToken,
                        error == ErrorCode.NONE ? synced(group, member) : GroupAnswer.Synced.refused(error));
                member.syncToken = Member.NOT_WAITING;
                member.extendSession(time.nowMs);
            }
        }
    }

    GroupAnswer.Synced synced(final Group group, final Member member) {
        return new GroupAnswer.Synced(ErrorCode.NONE, group.protocolType, group.protocol, member.assignment);
    }
}
