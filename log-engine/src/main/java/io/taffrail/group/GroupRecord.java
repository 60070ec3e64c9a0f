/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import java.util.List;

/** What of a group outlives the process. The newest record of each key is all that counts, so its log can be compacted. */
public sealed interface GroupRecord {
    /**
     * The group.
     *
     * @return its id.
     */
    String groupId();

    /**
     * A generation of a group and its assignment. Its key is the group.
     *
     * @param groupId        of the group.
     * @param protocolType   such as {@code consumer}; null for a group that never had members.
     * @param generation     that this is.
     * @param protocol       that was chosen; null without members.
     * @param leader         member id; null without members.
     * @param sinceEpochMs   when the group came into its state, milliseconds since the epoch.
     * @param members        all members; empty for an empty group.
     */
    record GroupStored(
            String groupId,
            String protocolType,
            int generation,
            String protocol,
            String leader,
            long sinceEpochMs,
            List<StoredMember> members)
            implements GroupRecord {}

    /**
     * A member of a generation.
     *
     * @param memberId           its id.
     * @param instanceId         its instance id, or null.
     * @param clientId           name of its client.
     * @param clientHost         where it runs.
     * @param rebalanceTimeoutMs how long a rebalance waits for it.
     * @param sessionTimeoutMs   how long it may be silent.
     * @param subscription       its metadata for the protocol that was chosen.
     * @param assignment         what it was assigned.
     */
    record StoredMember(
            String memberId,
            String instanceId,
            String clientId,
            String clientHost,
            int rebalanceTimeoutMs,
            int sessionTimeoutMs,
            byte[] subscription,
            byte[] assignment) {}

    /**
     * The group is no more: a tombstone under the group's key.
     *
     * @param groupId of the group.
     */
    record GroupRemoved(String groupId) implements GroupRecord {}

    /**
     * An offset was committed. Its key is group and partition.
     *
     * @param groupId   of the group.
     * @param partition of the offset.
     * @param offset    that was committed.
     * @param epochMs   when, milliseconds since the epoch.
     */
    record OffsetCommitted(String groupId, TopicPartition partition, OffsetAndMetadata offset, long epochMs)
            implements GroupRecord {}

    /**
     * A committed offset is forgotten: a tombstone under its key.
     *
     * @param groupId   of the group.
     * @param partition of the offset.
     */
    record OffsetRemoved(String groupId, TopicPartition partition) implements GroupRecord {}
}
