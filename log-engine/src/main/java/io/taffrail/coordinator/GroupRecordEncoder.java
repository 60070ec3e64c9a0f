/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import io.taffrail.codecs.groups.GroupKeyEncoder;
import io.taffrail.codecs.groups.GroupStoredEncoder;
import io.taffrail.codecs.groups.MessageHeaderEncoder;
import io.taffrail.codecs.groups.OffsetCommittedEncoder;
import io.taffrail.codecs.groups.OffsetKeyEncoder;
import io.taffrail.group.GroupRecord;
import io.taffrail.log.RecordDraft;
import io.taffrail.model.TopicPartition;
import java.util.function.ToLongFunction;
import org.agrona.ExpandableArrayBuffer;

/** Encodes records of a group coordinator as key and value. One thread at a time. */
final class GroupRecordEncoder {
    private final ExpandableArrayBuffer keyBuffer = new ExpandableArrayBuffer();
    private final ExpandableArrayBuffer valueBuffer = new ExpandableArrayBuffer();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final GroupKeyEncoder groupKey = new GroupKeyEncoder();
    private final OffsetKeyEncoder offsetKey = new OffsetKeyEncoder();
    private final GroupStoredEncoder groupStored = new GroupStoredEncoder();
    private final OffsetCommittedEncoder offsetCommitted = new OffsetCommittedEncoder();
    private final RecordDraft draft = new RecordDraft();
    private final ToLongFunction<String> topicIds;

    /** One that notes the ids that topics have now. */
    GroupRecordEncoder(final ToLongFunction<String> topicIds) {
        this.topicIds = topicIds;
    }

    /** The record, in a draft that is valid until the next call. */
    RecordDraft encode(final GroupRecord record) {
        draft.clear();
        if (record instanceof GroupRecord.OffsetCommitted committed) {
            return key(offsetKey(committed.groupId(), committed.partition())).value(valueBuffer, 0, value(committed));
        }
        if (record instanceof GroupRecord.OffsetRemoved removed) {
            return key(offsetKey(removed.groupId(), removed.partition()));
        }
        if (record instanceof GroupRecord.GroupStored stored) {
            return key(groupKey(stored.groupId())).value(valueBuffer, 0, value(stored));
        }
        return key(groupKey(record.groupId()));
    }

    private RecordDraft key(final int length) {
        return draft.key(keyBuffer, 0, length);
    }

    private int groupKey(final String groupId) {
        groupKey.wrapAndApplyHeader(keyBuffer, 0, header).groupId(groupId);
        return MessageHeaderEncoder.ENCODED_LENGTH + groupKey.encodedLength();
    }

    private int offsetKey(final String groupId, final TopicPartition partition) {
        offsetKey
                .wrapAndApplyHeader(keyBuffer, 0, header)
                .partition(partition.partition())
                .groupId(groupId)
                .topic(partition.topic());
        return MessageHeaderEncoder.ENCODED_LENGTH + offsetKey.encodedLength();
    }

    private int value(final GroupRecord.OffsetCommitted committed) {
        offsetCommitted
                .wrapAndApplyHeader(valueBuffer, 0, header)
                .nextOffset(committed.offset().offset())
                .epochMs(committed.epochMs())
                .topicId(topicIds.applyAsLong(committed.partition().topic()))
                .term(committed.offset().term())
                .metadata(committed.offset().metadata());
        return MessageHeaderEncoder.ENCODED_LENGTH + offsetCommitted.encodedLength();
    }

    private int value(final GroupRecord.GroupStored stored) {
        groupStored
                .wrapAndApplyHeader(valueBuffer, 0, header)
                .sinceEpochMs(stored.sinceEpochMs())
                .generation(stored.generation());
        final GroupStoredEncoder.MembersEncoder members =
                groupStored.membersCount(stored.members().size());
        for (final GroupRecord.StoredMember member : stored.members()) {
            members.next()
                    .rebalanceTimeoutMs(member.rebalanceTimeoutMs())
                    .sessionTimeoutMs(member.sessionTimeoutMs())
                    .memberId(member.memberId())
                    .instanceId(orEmpty(member.instanceId()))
                    .clientId(member.clientId())
                    .clientHost(member.clientHost())
                    .putSubscription(member.subscription(), 0, member.subscription().length)
                    .putAssignment(member.assignment(), 0, member.assignment().length);
        }
        groupStored
                .protocolType(orEmpty(stored.protocolType()))
                .protocol(orEmpty(stored.protocol()))
                .leader(orEmpty(stored.leader()));
        return MessageHeaderEncoder.ENCODED_LENGTH + groupStored.encodedLength();
    }

    private static String orEmpty(final String text) {
        return text == null ? "" : text;
    }
}
