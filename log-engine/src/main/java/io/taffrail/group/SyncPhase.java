/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

import io.taffrail.model.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/** Members ask for their assignments, and the leader brings them. */
final class SyncPhase {
    private final GroupTime time;
    private final Rebalance rebalance;

    SyncPhase(final GroupTime time, final Rebalance rebalance) {
        this.time = time;
        this.rebalance = rebalance;
    }

    void onSync(final Group group, final GroupRequest.Sync sync, final long token, final GroupOutbox outbox) {
        final ErrorCode error = check(group, sync);
        if (error != ErrorCode.NONE) {
            outbox.answer(token, GroupAnswer.Synced.refused(error));
            return;
        }
        final Member member = group.members.get(sync.member().id());
        member.isSyncPending = false;
        if (group.members.haveAllSynced()) {
            group.stopWaitingForSyncs();
        }
        if (group.state == GroupState.STABLE) {
            outbox.answer(token, rebalance.synced(group, member));
            return;
        }
        if (member.isAwaitingSync()) {
            outbox.answer(member.syncToken, GroupAnswer.Synced.refused(ErrorCode.REBALANCE_IN_PROGRESS));
        }
        member.syncToken = token;
        if (group.members.isLeader(member.id)) {
            outbox.append(assigned(group, sync));
        }
    }

    private static ErrorCode check(final Group group, final GroupRequest.Sync sync) {
        if (group.state == GroupState.EMPTY) {
            return ErrorCode.UNKNOWN_MEMBER_ID;
        }
        final ErrorCode error = group.members.check(sync.member());
        if (error != ErrorCode.NONE) {
            return error;
        }
        if (sync.generation() != group.generation) {
            return ErrorCode.ILLEGAL_GENERATION;
        }
        if (differs(sync.protocolType(), group.protocolType) || differs(sync.protocol(), group.protocol)) {
            return ErrorCode.INCONSISTENT_GROUP_PROTOCOL;
        }
        return group.state == GroupState.PREPARING_REBALANCE ? ErrorCode.REBALANCE_IN_PROGRESS : ErrorCode.NONE;
    }

    private static boolean differs(final String asked, final String present) {
        return asked != null && present != null && !asked.equals(present);
    }

    /** The generation with the assignments that the leader brings; whoever it left out gets nothing. */
    private GroupRecord.GroupStored assigned(final Group group, final GroupRequest.Sync sync) {
        final GroupRecord.GroupStored stored = group.toStored();
        final List<GroupRecord.StoredMember> members = new ArrayList<>();
        for (final GroupRecord.StoredMember member : stored.members()) {
            members.add(new GroupRecord.StoredMember(
                    member.memberId(),
                    member.instanceId(),
                    member.clientId(),
                    member.clientHost(),
                    member.rebalanceTimeoutMs(),
                    member.sessionTimeoutMs(),
                    member.subscription(),
                    sync.assignments().getOrDefault(member.memberId(), Group.NOTHING)));
        }
        return new GroupRecord.GroupStored(
                group.id,
                group.protocolType,
                group.generation,
                group.protocol,
                group.members.leaderId(),
                time.epochMs,
                members);
    }
}
