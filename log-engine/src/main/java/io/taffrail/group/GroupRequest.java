/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a group is asked for. Each is answered once by a {@link GroupAnswer}, at once or later. */
public sealed interface GroupRequest {
    /**
     * The group.
     *
     * @return its id.
     */
    String groupId();

    /**
     * Who asks, where a member does.
     *
     * @param id         member id that the coordinator gave; empty for a member that has none yet.
     * @param instanceId name under which the member comes back after a restart; null for a member without one.
     */
    record Identity(String id, String instanceId) {
        /** Nobody in particular. */
        public static final Identity NONE = new Identity("", null);
    }

    /**
     * Become a member, or take part in the next generation. Answered by {@link GroupAnswer.Joined} when all joined.
     *
     * @param groupId            of the group, not empty.
     * @param member             who joins.
     * @param newMemberId        what to call the member if it is new; unique.
     * @param clientId           name of the client, for people.
     * @param clientHost         where it runs, for people.
     * @param protocolType       such as {@code consumer}; the same for all members of a group.
     * @param protocols          that the member speaks, the one it likes best first.
     * @param sessionTimeoutMs   without a heartbeat for so long, the member is taken for dead.
     * @param rebalanceTimeoutMs how long others wait for it to join again in a rebalance.
     * @param needsKnownId       whether a new dynamic member is told its id first and has to join again with it.
     */
    record Join(
            String groupId,
            Identity member,
            String newMemberId,
            String clientId,
            String clientHost,
            String protocolType,
            List<Protocol> protocols,
            int sessionTimeoutMs,
            int rebalanceTimeoutMs,
            boolean needsKnownId)
            implements GroupRequest {}

    /**
     * Get one's assignment; the leader brings everybody's. Answered by {@link GroupAnswer.Synced} once it is committed.
     *
     * @param groupId      of the group.
     * @param generation   that the join was answered with.
     * @param member       who asks.
     * @param protocolType of the group, null to leave it unchecked.
     * @param protocol     that was chosen, null to leave it unchecked.
     * @param assignments  by member id, from the leader; else empty.
     */
    record Sync(
            String groupId,
            int generation,
            Identity member,
            String protocolType,
            String protocol,
            Map<String, byte[]> assignments)
            implements GroupRequest {}

    /**
     * Say that one lives. Answered by {@link GroupAnswer.Done}.
     *
     * @param groupId    of the group.
     * @param generation of the member.
     * @param member     who lives.
     */
    record Heartbeat(String groupId, int generation, Identity member) implements GroupRequest {}

    /**
     * Take members out of a group. Answered by {@link GroupAnswer.Left}.
     *
     * @param groupId of the group.
     * @param members who leaves; one with an instance id may be named by that alone.
     */
    record Leave(String groupId, List<Identity> members) implements GroupRequest {}

    /**
     * Commit offsets. Answered by {@link GroupAnswer.Committed}.
     *
     * @param groupId    of the group.
     * @param generation of the member; -1 for a committer that is no member, while the group has none.
     * @param member     who commits.
     * @param offsets    by partition.
     */
    record Commit(String groupId, int generation, Identity member, Map<TopicPartition, OffsetAndMetadata> offsets)
            implements GroupRequest {}

    /**
     * Commit offsets as part of a producer's transaction: they count once it is committed, and are forgotten if it is aborted.
     * Answered by {@link GroupAnswer.Committed} when they are written down. Whether the producer has a transaction that the
     * group's log takes part in is not looked at here.
     *
     * @param groupId       of the group, not empty.
     * @param generation    of the member; -1 with {@link Identity#NONE} for a committer that is no member.
     * @param member        for whom the offsets are committed.
     * @param producerId    whose transaction it is, 0 or more.
     * @param producerEpoch of the producer, 0 or more.
     * @param offsets       by partition.
     */
    record CommitInTransaction(
            String groupId,
            int generation,
            Identity member,
            long producerId,
            short producerEpoch,
            Map<TopicPartition, OffsetAndMetadata> offsets)
            implements GroupRequest {
        /** Checks the values. */
        public CommitInTransaction {
            if (producerId < 0 || producerEpoch < 0) {
                throw new IllegalArgumentException("producerId=" + producerId + " producerEpoch=" + producerEpoch
                        + " must not be negative: begin a transaction first");
            }
        }
    }

    /**
     * Delete an empty group with its offsets. Answered by {@link GroupAnswer.Done}.
     *
     * @param groupId of the group.
     */
    record Delete(String groupId) implements GroupRequest {}

    /**
     * Delete offsets of topics that the group does not consume. Answered by {@link GroupAnswer.Committed}.
     *
     * @param groupId    of the group.
     * @param partitions whose offsets to forget.
     */
    record DeleteOffsets(String groupId, Set<TopicPartition> partitions) implements GroupRequest {}
}
