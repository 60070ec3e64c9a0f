/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

import io.taffrail.model.ErrorCode;
import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Offsets that groups committed: taken, kept until their transaction ends, looked up, deleted, expired. */
final class GroupOffsets {
    private final GroupConfig config;
    private final GroupTime time;
    private final Map<String, Map<TopicPartition, PlacedOffset>> byGroup = new HashMap<>();
    private final PendingOffsets pending = new PendingOffsets();

    GroupOffsets(final GroupConfig config, final GroupTime time) {
        this.config = config;
        this.time = time;
    }

    void apply(final PlacedOffset offset) {
        byGroup.computeIfAbsent(offset.groupId(), id -> new TreeMap<>()).put(offset.partition(), offset);
    }

    void applyInTransaction(final PlacedOffset offset, final long producerId) {
        pending.put(producerId, offset);
    }

    void apply(final GroupRecord.OffsetRemoved removed) {
        final Map<TopicPartition, PlacedOffset> offsets = byGroup.get(removed.groupId());
        if (offsets != null && offsets.remove(removed.partition()) != null && offsets.isEmpty()) {
            byGroup.remove(removed.groupId());
        }
        pending.remove(removed.groupId(), removed.partition());
    }

    /** What was committed in the transaction counts now, or never. */
    void onTransactionEnded(final long producerId, final short epoch, final boolean isCommit) {
        for (final PlacedOffset offset : pending.removeAll(producerId)) {
            final PlacedOffset present = of(offset.groupId()).get(offset.partition());
            if (isCommit && offset.isEndedBy(epoch) && (present == null || present.logOffset() < offset.logOffset())) {
                apply(offset);
            }
        }
    }

    /** Whether there is nothing of a group, nothing pending either. */
    boolean isEmpty(final String groupId) {
        return of(groupId).isEmpty() && pending.of(groupId).isEmpty();
    }

    FetchedOffset of(final String groupId, final TopicPartition partition, final boolean requiresStable) {
        if (requiresStable && pending.of(groupId).contains(partition)) {
            return FetchedOffset.UNSTABLE;
        }
        final PlacedOffset offset = of(groupId).get(partition);
        return offset == null
                ? FetchedOffset.NOTHING
                : FetchedOffset.of(offset.record().offset());
    }

    /** Those that have an offset; a partition is not among them while all there is of it is pending. */
    Map<TopicPartition, FetchedOffset> of(final String groupId, final boolean requiresStable) {
        final Map<TopicPartition, FetchedOffset> all = new LinkedHashMap<>();
        of(groupId).keySet().forEach(partition -> all.put(partition, of(groupId, partition, requiresStable)));
        return all;
    }

    private Map<TopicPartition, PlacedOffset> of(final String groupId) {
        return byGroup.getOrDefault(groupId, Map.of());
    }

    /** Partitions of which there is an offset, or one pending. */
    private Set<TopicPartition> partitionsOf(final String groupId) {
        final Set<TopicPartition> partitions = new TreeSet<>(of(groupId).keySet());
        partitions.addAll(pending.of(groupId));
        return partitions;
    }

    /** Whether a group would take a commit. */
    ErrorCode check(final Group group, final GroupRequest.Commit commit) {
        if (isForeign(group, commit.generation())) {
            return ErrorCode.NONE;
        }
        if (isNobody(commit.generation(), commit.member())) {
            return ErrorCode.UNKNOWN_MEMBER_ID;
        }
        final ErrorCode error = check(group, commit.generation(), commit.member());
        return error == ErrorCode.NONE && group.state == GroupState.COMPLETING_REBALANCE
                ? ErrorCode.REBALANCE_IN_PROGRESS
                : error;
    }

    /**
     * Whether a group would take a commit in a transaction. As in Kafka, who names neither generation nor member is not asked
     * for them even where the group has members, and a rebalance keeps nobody from committing in the generation that it made.
     */
    ErrorCode check(final Group group, final GroupRequest.CommitInTransaction commit) {
        return isForeign(group, commit.generation()) || isNobody(commit.generation(), commit.member())
                ? ErrorCode.NONE
                : check(group, commit.generation(), commit.member());
    }

    private static boolean isForeign(final Group group, final int generation) {
        return generation < 0 && group.state == GroupState.EMPTY;
    }

    private static boolean isNobody(final int generation, final GroupRequest.Identity member) {
        return generation < 0 && member.id().isEmpty() && member.instanceId() == null;
    }

    private static ErrorCode check(final Group group, final int generation, final GroupRequest.Identity member) {
        final ErrorCode error = group.members.check(member);
        return error == ErrorCode.NONE && generation != group.generation ? ErrorCode.ILLEGAL_GENERATION : error;
    }

    void onCommit(final GroupRequest.Commit commit, final long token, final GroupOutbox outbox) {
        final Map<TopicPartition, ErrorCode> results = new LinkedHashMap<>();
        recordsOf(commit.groupId(), commit.offsets(), results).forEach(outbox::append);
        outbox.answerOnCommit(token, new GroupAnswer.Committed(ErrorCode.NONE, results));
    }

    void onCommit(final GroupRequest.CommitInTransaction commit, final long token, final GroupOutbox outbox) {
        final Map<TopicPartition, ErrorCode> results = new LinkedHashMap<>();
        final List<GroupRecord> records = recordsOf(commit.groupId(), commit.offsets(), results);
        if (!records.isEmpty()) {
            outbox.appendInTransaction(records, commit.producerId(), commit.producerEpoch());
        }
        outbox.answerOnCommit(token, new GroupAnswer.Committed(ErrorCode.NONE, results));
    }

    /** Records of the offsets that can be taken; what becomes of each goes into the results. */
    private List<GroupRecord> recordsOf(
            final String groupId,
            final Map<TopicPartition, OffsetAndMetadata> offsets,
            final Map<TopicPartition, ErrorCode> results) {
        final List<GroupRecord> records = new ArrayList<>();
        offsets.forEach((partition, offset) -> {
            final boolean fits = offset.metadata().length() <= config.offsetMetadataMaxBytes();
            if (fits) {
                records.add(new GroupRecord.OffsetCommitted(groupId, partition, offset, time.epochMs));
            }
            results.put(partition, fits ? ErrorCode.NONE : ErrorCode.OFFSET_METADATA_TOO_LARGE);
        });
        return records;
    }

    void onDelete(final Group group, final Set<TopicPartition> partitions, final long token, final GroupOutbox outbox) {
        final Map<TopicPartition, ErrorCode> results = new LinkedHashMap<>();
        final Set<TopicPartition> present = partitionsOf(group.id);
        for (final TopicPartition partition : partitions) {
            final boolean isInUse = group.isSubscribedTo(partition.topic());
            if (!isInUse && present.contains(partition)) {
                outbox.append(new GroupRecord.OffsetRemoved(group.id, partition));
            }
            results.put(partition, isInUse ? ErrorCode.GROUP_SUBSCRIBED_TO_TOPIC : ErrorCode.NONE);
        }
        outbox.answerOnCommit(token, new GroupAnswer.Committed(ErrorCode.NONE, results));
    }

    void removeAll(final String groupId, final GroupOutbox outbox) {
        partitionsOf(groupId).forEach(partition -> outbox.append(new GroupRecord.OffsetRemoved(groupId, partition)));
    }

    void removeTopic(final String groupId, final String topic, final GroupOutbox outbox) {
        for (final TopicPartition partition : partitionsOf(groupId)) {
            if (partition.topic().equals(topic)) {
                outbox.append(new GroupRecord.OffsetRemoved(groupId, partition));
            }
        }
    }

    /** Forget offsets whose time is over, unless a transaction may still replace them; true if none are left. */
    boolean expire(final Group group, final GroupOutbox outbox) {
        if (isEmpty(group.id)) {
            return true;
        }
        final boolean isEmptyGroup = group.protocolType != null && group.state == GroupState.EMPTY;
        final boolean isStableConsumers = group.isConsumers() && group.state == GroupState.STABLE;
        if (group.protocolType != null && !isEmptyGroup && !isStableConsumers) {
            return false;
        }
        boolean isAll = true;
        for (final PlacedOffset offset : of(group.id).values()) {
            final TopicPartition partition = offset.partition();
            final long sinceMs =
                    isEmptyGroup ? group.sinceEpochMs : offset.record().epochMs();
            if (!(isStableConsumers && group.isSubscribedTo(partition.topic()))
                    && !pending.of(group.id).contains(partition)
                    && time.epochMs - sinceMs >= config.offsetsRetentionMs()) {
                outbox.append(new GroupRecord.OffsetRemoved(group.id, partition));
            } else {
                isAll = false;
            }
        }
        return isAll && pending.of(group.id).isEmpty();
    }
}
