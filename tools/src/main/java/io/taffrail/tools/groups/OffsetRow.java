/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.groups;

import io.taffrail.coordinator.ConsumerProtocol;
import io.taffrail.coordinator.GroupsView;
import io.taffrail.engine.LogSource;
import io.taffrail.engine.PartitionOffsets;
import io.taffrail.group.GroupDescription;
import io.taffrail.group.GroupDescription.DescribedMember;
import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where a group stands in a partition that it committed an offset for, or that one of its members has.
 *
 * @param partition of the offsets.
 * @param current   offset that was committed, or null.
 * @param end       first offset that is not committed to the log, or null where the partition is gone.
 * @param lost      records that were deleted before the group came to them.
 * @param member    who has it, or null.
 */
record OffsetRow(TopicPartition partition, Long current, Long end, long lost, DescribedMember member) {
    /** All rows of a group, in order of their partitions. */
    static List<OffsetRow> of(final LogSource source, final GroupsView view, final GroupDescription group) {
        final Map<TopicPartition, OffsetAndMetadata> committed = view.committed(group.groupId());
        final Map<TopicPartition, DescribedMember> owners = new TreeMap<>();
        for (final DescribedMember member : group.members()) {
            assignment(member).forEach(partition -> owners.put(partition, member));
        }
        final TreeSet<TopicPartition> partitions = new TreeSet<>(committed.keySet());
        partitions.addAll(owners.keySet());
        final List<OffsetRow> rows = new ArrayList<>();
        for (final TopicPartition partition : partitions) {
            final OffsetAndMetadata place = committed.get(partition);
            rows.add(row(partition, place == null ? null : place.offset(), source, owners.get(partition)));
        }
        return rows;
    }

    /** What a member was assigned; nothing where its bytes are not those of a consumer. */
    static List<TopicPartition> assignment(final DescribedMember member) {
        try {
            return ConsumerProtocol.assignment(member.assignment()).stream()
                    .sorted()
                    .toList();
        } catch (final IllegalArgumentException | IndexOutOfBoundsException ex) {
            return List.of();
        }
    }

    /** Offsets between what was committed and the end, those that are lost included; null where one is not known. */
    Long lag() {
        return current == null || end == null ? null : (Long) Math.max(0, end - current);
    }

    private static OffsetRow row(
            final TopicPartition partition, final Long current, final LogSource source, final DescribedMember member) {
        final boolean isThere = source.hasTopic(partition.topic())
                && partition.partition()
                        < source.describeTopic(partition.topic()).partitions();
        if (!isThere) {
            return new OffsetRow(partition, current, null, 0, member);
        }
        final PartitionOffsets offsets = source.offsets(partition.topic(), partition.partition());
        final long lost = current == null ? 0 : Math.max(0, offsets.logStartOffset() - current);
        return new OffsetRow(partition, current, offsets.highWatermark(), lost, member);
    }
}
