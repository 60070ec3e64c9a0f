/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

import io.taffrail.model.ErrorCode;

/** Members join: new ones, ones that come again in a rebalance, static ones that come back after a restart. */
final class JoinPhase {
    private final GroupConfig config;
    private final GroupTime time;
    private final Rebalance rebalance;

    JoinPhase(final GroupConfig config, final GroupTime time, final Rebalance rebalance) {
        this.config = config;
        this.time = time;
        this.rebalance = rebalance;
    }

    void onJoin(final Group group, final GroupRequest.Join join, final long token, final GroupOutbox outbox) {
        final String memberId = join.member().id();
        if (!hasRoom(group, memberId)) {
            group.members.remove(memberId);
            refuse(ErrorCode.GROUP_MAX_SIZE_REACHED, "", token, outbox);
        } else if (!group.accepts(join.protocolType(), join.protocols())) {
            refuse(ErrorCode.INCONSISTENT_GROUP_PROTOCOL, memberId, token, outbox);
        } else if (memberId.isEmpty()) {
            onNewMember(group, join, token, outbox);
        } else if (group.members.isPending(memberId) && join.member().instanceId() == null) {
            add(group, memberId, join, token, outbox);
        } else {
            onKnownMember(group, join, token, outbox);
        }
    }

    /** While members gather, those who have are counted; the last to come find no room. */
    private boolean hasRoom(final Group group, final String memberId) {
        final Member member = group.members.get(memberId);
        return switch (group.state) {
            case EMPTY, DEAD -> true;
            case PREPARING_REBALANCE ->
                member != null && member.isAwaitingJoin() || group.members.awaitingJoin() < config.maxSize();
            case COMPLETING_REBALANCE, STABLE -> member != null || group.members.size() < config.maxSize();
        };
    }

    private void onNewMember(
            final Group group, final GroupRequest.Join join, final long token, final GroupOutbox outbox) {
        final String instanceId = join.member().instanceId();
        final String oldId = instanceId == null ? null : group.members.idOf(instanceId);
        if (oldId != null) {
            replace(group, group.members.get(oldId), join, token, outbox);
        } else if (instanceId == null && join.needsKnownId()) {
            group.members.addPending(join.newMemberId(), time.nowMs + join.sessionTimeoutMs());
            refuse(ErrorCode.MEMBER_ID_REQUIRED, join.newMemberId(), token, outbox);
        } else {
            add(group, join.newMemberId(), join, token, outbox);
        }
    }

    private void onKnownMember(
            final Group group, final GroupRequest.Join join, final long token, final GroupOutbox outbox) {
        final String memberId = join.member().id();
        final ErrorCode error = group.members.check(join.member());
        if (error != ErrorCode.NONE) {
            refuse(error, memberId, token, outbox);
            return;
        }
        final Member member = group.members.get(memberId);
        switch (group.state) {
            case PREPARING_REBALANCE -> rejoin(group, member, join, token, outbox);
            case COMPLETING_REBALANCE -> {
                if (member.protocols.equals(join.protocols())) {
                    outbox.answer(token, rebalance.joined(group, member, false)); // the answer got lost, it seems
                } else {
                    rejoin(group, member, join, token, outbox);
                }
            }
            case STABLE -> {
                if (group.members.isLeader(memberId) || !member.protocols.equals(join.protocols())) {
                    rejoin(group, member, join, token, outbox);
                } else {
                    outbox.answer(token, rebalance.joined(group, member, false));
                }
            }
            case EMPTY, DEAD -> refuse(ErrorCode.UNKNOWN_MEMBER_ID, memberId, token, outbox);
        }
    }

    private void add(
            final Group group,
            final String memberId,
            final GroupRequest.Join join,
            final long token,
            final GroupOutbox outbox) {
        final Member member = Member.of(memberId, join);
        member.isNew = true;
        member.joinToken = token;
        member.sessionDeadlineMs = time.nowMs + GroupConfig.NEW_MEMBER_JOIN_TIMEOUT_MS;
        if (group.members.isEmpty()) {
            group.protocolType = join.protocolType();
        }
        group.hasNewcomer = true;
        group.members.add(member);
        rebalance.onMembersChanged(group, outbox);
    }

    private void rejoin(
            final Group group,
            final Member member,
            final GroupRequest.Join join,
            final long token,
            final GroupOutbox outbox) {
        supersede(member, outbox);
        member.update(join);
        member.joinToken = token;
        rebalance.onMembersChanged(group, outbox);
    }

    /** A join that is asked again takes the place of the one before, whose asker has given up. */
    private static void supersede(final Member member, final GroupOutbox outbox) {
        if (member.isAwaitingJoin()) {
            outbox.answer(member.joinToken, GroupAnswer.Joined.refused(ErrorCode.REBALANCE_IN_PROGRESS, member.id));
        }
    }

    /** A static member comes back. With the protocol of the generation as it is, nobody else needs to know. */
    private void replace(
            final Group group,
            final Member old,
            final GroupRequest.Join join,
            final long token,
            final GroupOutbox outbox) {
        fence(old, outbox);
        final Member comer = Member.of(join.newMemberId(), join);
        comer.assignment = old.assignment;
        comer.extendSession(time.nowMs);
        group.members.replace(old, comer);
        if (group.state == GroupState.STABLE && group.members.vote().equals(group.protocol)) {
            outbox.append(group.toStored());
            outbox.answerOnCommit(token, rebalance.joined(group, comer, group.members.isLeader(comer.id)));
            return;
        }
        comer.joinToken = token;
        rebalance.onMembersChanged(group, outbox);
    }

    private static void fence(final Member old, final GroupOutbox outbox) {
        if (old.isAwaitingJoin()) {
            outbox.answer(old.joinToken, GroupAnswer.Joined.refused(ErrorCode.FENCED_INSTANCE_ID, old.id));
        }
        if (old.isAwaitingSync()) {
            outbox.answer(old.syncToken, GroupAnswer.Synced.refused(ErrorCode.FENCED_INSTANCE_ID));
        }
    }

    private static void refuse(
            final ErrorCode error, final String memberId, final long token, final GroupOutbox outbox) {
        outbox.answer(token, GroupAnswer.Joined.refused(error, memberId));
    }
}
