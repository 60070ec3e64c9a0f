/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

import io.taffrail.model.ErrorCode;
import io.taffrail.model.TopicPartition;
import java.util.List;
import java.util.Map;

/** Answer to a {@link GroupRequest}. */
public sealed interface GroupAnswer {
    /**
     * What went wrong.
     *
     * @return {@link ErrorCode#NONE} when nothing did.
     */
    ErrorCode error();

    /**
     * The answer to a request that is refused as a whole.
     *
     * @param request that was asked.
     * @param error   why it is refused.
     * @return an answer of the right kind.
     */
    static GroupAnswer refusal(final GroupRequest request, final ErrorCode error) {
        if (request instanceof GroupRequest.Join join) {
            return Joined.refused(error, join.member().id());
        }
        if (request instanceof GroupRequest.Sync) {
            return Synced.refused(error);
        }
        if (request instanceof GroupRequest.Leave) {
            return new Left(error, List.of());
        }
        if (request instanceof GroupRequest.Commit
                || request instanceof GroupRequest.CommitInTransaction
                || request instanceof GroupRequest.DeleteOffsets) {
            return new Committed(error, Map.of());
        }
        return new Done(error);
    }

    /**
     * Answer to a join.
     *
     * @param error          what went wrong.
     * @param memberId       of the one who joined.
     * @param generation     that begins, -1 with an error.
     * @param protocolType   of the group, null with an error.
     * @param protocol       that was chosen, null with an error.
     * @param leader         member id of the one who assigns, empty with an error.
     * @param skipAssignment whether the leader is to leave the assignment as it is: it only came back from a restart.
     * @param members        all members, for the leader; else empty.
     */
    record Joined(
            ErrorCode error,
            String memberId,
            int generation,
            String protocolType,
            String protocol,
            String leader,
            boolean skipAssignment,
            List<JoinedMember> members)
            implements GroupAnswer {
        static Joined refused(final ErrorCode error, final String memberId) {
            return new Joined(error, memberId, -1, null, null, "", false, List.of());
        }
    }

    /**
     * A member, for the leader.
     *
     * @param memberId   its id.
     * @param instanceId its instance id, or null.
     * @param metadata   for the protocol that was chosen.
     */
    record JoinedMember(String memberId, String instanceId, byte[] metadata) {}

    /**
     * Answer to a sync.
     *
     * @param error        what went wrong.
     * @param protocolType of the group, null with an error.
     * @param protocol     that was chosen, null with an error.
     * @param assignment   of the member; empty with an error.
     */
    record Synced(ErrorCode error, String protocolType, String protocol, byte[] assignment) implements GroupAnswer {
        static Synced refused(final ErrorCode error) {
            return new Synced(error, null, null, Group.NOTHING);
        }
    }

    /**
     * Answer where there is nothing more to say.
     *
     * @param error what went wrong.
     */
    record Done(ErrorCode error) implements GroupAnswer {}

    /**
     * Answer to a leave.
     *
     * @param error   what went wrong as a whole.
     * @param members what became of each, in the order asked.
     */
    record Left(ErrorCode error, List<ErrorCode> members) implements GroupAnswer {}

    /**
     * Answer to a commit, or to a deletion of offsets.
     *
     * @param error      what went wrong as a whole; nothing was committed then.
     * @param partitions what became of each.
     */
    record Committed(ErrorCode error, Map<TopicPartition, ErrorCode> partitions) implements GroupAnswer {}
}
