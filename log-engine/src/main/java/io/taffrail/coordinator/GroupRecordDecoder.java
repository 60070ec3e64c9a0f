/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import io.taffrail.codecs.groups.GroupKeyDecoder;
import io.taffrail.codecs.groups.GroupStoredDecoder;
import io.taffrail.codecs.groups.MessageHeaderDecoder;
import io.taffrail.codecs.groups.OffsetCommittedDecoder;
import io.taffrail.codecs.groups.OffsetKeyDecoder;
import io.taffrail.group.GroupRecord;
import io.taffrail.log.Record;
import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.agrona.DirectBuffer;

/**
 * Decodes what {@link GroupRecordEncoder} wrote. An offset of a topic that was deleted since, be there a new one of that name or
 * not, is as good as removed. One thread at a time.
 */
final class GroupRecordDecoder {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final GroupKeyDecoder groupKey = new GroupKeyDecoder();
    private final OffsetKeyDecoder offsetKey = new OffsetKeyDecoder();
    private final GroupStoredDecoder groupStored = new GroupStoredDecoder();
    private final OffsetCommittedDecoder offsetCommitted = new OffsetCommittedDecoder();
    private final ToLongFunction<String> topicIds;

    /** One that knows the ids that topics have now. */
    GroupRecordDecoder(final ToLongFunction<String> topicIds) {
        this.topicIds = topicIds;
    }

    GroupRecord decode(final Record record) {
        final DirectBuffer buffer = record.buffer();
        final int templateId = record.keyLength() < 0
                ? -1
                : header.wrap(buffer, record.keyIndex()).templateId();
        return switch (templateId) {
            case OffsetKeyDecoder.TEMPLATE_ID -> offset(buffer, record);
            case GroupKeyDecoder.TEMPLATE_ID -> group(buffer, record);
            default ->
                throw new IllegalStateException(
                        "unknown record of a group coordinator: offset=" + record.offset() + " templateId=" + templateId
                                + ": open the directory with the version of taffrail that wrote it");
        };
    }

    private GroupRecord offset(final DirectBuffer buffer, final Record record) {
        offsetKey.wrapAndApplyHeader(buffer, record.keyIndex(), header);
        final int number = offsetKey.partition();
        final String groupId = offsetKey.groupId();
        final TopicPartition partition = new TopicPartition(offsetKey.topic(), number);
        if (record.valueLength() < 0) {
            return new GroupRecord.OffsetRemoved(groupId, partition);
        }
        offsetCommitted.wrapAndApplyHeader(buffer, record.valueIndex(), header);
        final long topicId = offsetCommitted.topicId();
        if (topicId == TopicIds.NO_TOPIC || topicId != topicIds.applyAsLong(partition.topic())) {
            return new GroupRecord.OffsetRemoved(groupId, partition);
        }
        final OffsetAndMetadata offset =
                new OffsetAndMetadata(offsetCommitted.nextOffset(), offsetCommitted.term(), offsetCommitted.metadata());
        return new GroupRecord.OffsetCommitted(groupId, partition, offset, offsetCommitted.epochMs());
    }

    private GroupRecord group(final DirectBuffer buffer, final Record record) {
        final String groupId =
                groupKey.wrapAndApplyHeader(buffer, record.keyIndex(), header).groupId();
        if (record.valueLength() < 0) {
            return new GroupRecord.GroupRemoved(groupId);
        }
        groupStored.wrapAndApplyHeader(buffer, record.valueIndex(), header);
        final List<GroupRecord.StoredMember> members = new ArrayList<>();
        for (final GroupStoredDecoder.MembersDecoder member : groupStored.members()) {
            members.add(new GroupRecord.StoredMember(
                    member.memberId(),
                    orNull(member.instanceId()),
                    member.clientId(),
                    member.clientHost(),
                    member.rebalanceTimeoutMs(),
                    member.sessionTimeoutMs(),
                    subscription(member),
                    assignment(member)));
        }
        return new GroupRecord.GroupStored(
                groupId,
                orNull(groupStored.protocolType()),
                groupStored.generation(),
                orNull(groupStored.protocol()),
                orNull(groupStored.leader()),
                groupStored.sinceEpochMs(),
                members);
    }

    private static byte[] subscription(final GroupStoredDecoder.MembersDecoder member) {
        final byte[] bytes = new byte[member.subscriptionLength()];
        member.getSubscription(bytes, 0, bytes.length);
        return bytes;
    }

    private static byte[] assignment(final GroupStoredDecoder.MembersDecoder member) {
        final byte[] bytes = new byte[member.assignmentLength()];
        member.getAssignment(bytes, 0, bytes.length);
        return bytes;
    }

    private static String orNull(final String text) {
        return text.isEmpty() ? null : text;
    }
}
