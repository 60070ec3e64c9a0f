/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

import io.taffrail.model.ErrorCode;
import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Offsets that groups committed: taken, looked up, deleted, expired. */
final class GroupOffsets {
    private final GroupConfig config;
    private final GroupTime time;
    private final Map<String, Map<TopicPartition, GroupRecord.OffsetCommitted>> byGroup = new HashMap<>();

    GroupOffsets(final GroupConfig config, final GroupTime time) {
        this.config = config;
        this.time = time;
    }

    void apply(final GroupRecord.OffsetCommitted committed) {
        byGroup.computeIfAbsent(committed.groupId(), id -> new TreeMap<>()).put(committed.partition(), committed);
    }

    void apply(final GroupRecord.OffsetRemoved removed) {
        final Map<TopicPartition, GroupRecord.OffsetCommitted> offsets = byGroup.get(removed.groupId());
        if (offsets != null && offsets.remove(removed.partition()) != null && offsets.isEmpty()) {
            byGroup.remove(removed.groupId());
        }
    }

    Map<TopicPartition, GroupRecord.OffsetCommitted> of(final String groupId) {
        return byGroup.getOrDefault(groupId, Map.of());
    }

    OffsetAndMetadata of(final String groupId, final TopicPartition partition) {
        final GroupRecord.OffsetCommitted committed = of(groupId).get(partition);
        return committed == null ? null : committed.offset();
    }

    /** Whether a group would take a commit. */
    ErrorCode check(final Group group, final GroupRequest.Commit commit) {
        final boolean isEmpty = group.state == GroupState.EMPTY;
        if (commit.generation() < 0 && isEmpty) {
            return ErrorCode.NONE;
        }
        final GroupRequest.Identity member = commit.member();
        if (commit.generation() < 0 && member.id().isEmpty() && member.instanceId() == null) {
            return ErrorCode.UNKNOWN_MEMBER_ID;
        }
        final ErrorCode error = group.members.check(member);
        if (error != ErrorCode.NONE) {
            return error;
        }
        if (commit.generation() != group.generation) {
            return ErrorCode.ILLEGAL_GENERATION;
        }
        return group.state == GroupState.COMPLETING_REBALANCE ? ErrorCode.REBALANCE_IN_PROGRESS : ErrorCode.NONE;
    }

    void onCommit(final GroupRequest.Commit commit, final long token, final GroupOutbox outbox) {
        final Map<TopicPartition, ErrorCode> results = new LinkedHashMap<>();
        commit.offsets().forEach((partition, offset) -> {
            final boolean fits = offset.metadata().length() <= config.offsetMetadataMaxBytes();
            if (fits) {
                outbox.append(new GroupRecord.OffsetCommitted(commit.groupId(), partition, offset, time.epochMs));
            }
            results.put(partition, fits ? ErrorCode.NONE : ErrorCode.OFFSET_METADATA_TOO_LARGE);
        });
        outbox.answerOnCommit(token, new GroupAnswer.Committed(ErrorCode.NONE, results));
    }

    void onDelete(final Group group, final Set<TopicPartition> partitions, final long token, final GroupOutbox outbox) {
        final Map<TopicPartition, ErrorCode> results = new LinkedHashMap<>();
        for (final TopicPartition partition : partitions) {
            final boolean isInUse = group.isSubscribedTo(partition.topic());
            if (!isInUse && of(group.id, partition) != null) {
                outbox.append(new GroupRecord.OffsetRemoved(group.id, partition));
            }
            results.put(partition, isInUse ? ErrorCode.GROUP_SUBSCRIBED_TO_TOPIC : ErrorCode.NONE);
        }
        outbox.answerOnCommit(token, new GroupAnswer.Committed(ErrorCode.NONE, results));
    }

    void removeAll(final String groupId, final GroupOutbox outbox) {
        of(groupId).keySet().forEach(partition -> outbox.append(new GroupRecord.OffsetRemoved(groupId, partition)));
    }

    void removeTopic(final String groupId, final String topic, final GroupOutbox outbox) {
        for (final TopicPartition partition : of(groupId).keySet()) {
            if (partition.topic().equals(topic)) {
                outbox.append(new GroupRecord.OffsetRemoved(groupId, partition));
            }
        }
    }

    /** Forget offsets whose time is over; true if none are left. */
    boolean expire(final Group group, final GroupOutbox outbox) {
        final Map<TopicPartition, GroupRecord.OffsetCommitted> offsets = of(group.id);
        if (offsets.isEmpty()) {
            return true;
        }
        final boolean isEmptyGroup = group.protocolType != null && group.state == GroupState.EMPTY;
        final boolean isStableConsumers = group.isConsumers() && group.state == GroupState.STABLE;
        if (group.protocolType != null && !isEmptyGroup && !isStableConsumers) {
            return false;
        }
        boolean isAll = true;
        for (final GroupRecord.OffsetCommitted committed : offsets.values()) {
            final long sinceMs = isEmptyGroup ? group.sinceEpochMs : committed.epochMs();
            if (!(isStableConsumers
                            && group.isSubscribedTo(committed.partition().topic()))
                    && time.epochMs - sinceMs >= config.offsetsRetentionMs()) {
                outbox.append(new GroupRecord.OffsetRemoved(group.id, committed.partition()));
            } else {
                isAll = false;
            }
        }
        return isAll;
    }
}
