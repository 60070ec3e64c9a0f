/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkalive;

import io.taffrail.kafkacontract.Answer;
import io.taffrail.kafkacontract.Request.Partition;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.message.DescribeGroupsResponseData.DescribedGroup;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseGroup;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.DeleteGroupsResponse;
import org.apache.kafka.common.requests.DescribeGroupsResponse;
import org.apache.kafka.common.requests.HeartbeatResponse;
import org.apache.kafka.common.requests.JoinGroupResponse;
import org.apache.kafka.common.requests.LeaveGroupResponse;
import org.apache.kafka.common.requests.ListGroupsResponse;
import org.apache.kafka.common.requests.OffsetCommitResponse;
import org.apache.kafka.common.requests.OffsetDeleteResponse;
import org.apache.kafka.common.requests.OffsetFetchResponse;
import org.apache.kafka.common.requests.SyncGroupResponse;
import org.apache.kafka.common.requests.TxnOffsetCommitResponse;

/** Responses of Kafka as answers of the contract. */
final class KafkaAnswers {
    private final GroupNames groups;

    KafkaAnswers(final GroupNames groups) {
        this.groups = groups;
    }

    // A chain and not a switch: patterns in a switch are not in Java 17.
    Answer of(final AbstractResponse response) {
        if (response instanceof final JoinGroupResponse join) {
            return joined(join.data());
        } else if (response instanceof final SyncGroupResponse sync) {
            return new Answer.Synced(
                    name(sync.data().errorCode()),
                    text(sync.data().protocolType()),
                    text(sync.data().protocolName()),
                    Bytes.plain(sync.data().assignment()));
        } else if (response instanceof final HeartbeatResponse heartbeat) {
            return new Answer.Done(name(heartbeat.data().errorCode()));
        } else if (response instanceof final LeaveGroupResponse leave) {
            return left(leave);
        } else if (response instanceof final OffsetCommitResponse commit) {
            return committed(commit);
        } else if (response instanceof final TxnOffsetCommitResponse commit) {
            return committed(commit);
        } else if (response instanceof final OffsetFetchResponse fetch) {
            return fetched(fetch.data().groups().get(0));
        } else if (response instanceof final OffsetDeleteResponse delete) {
            return offsetsDeleted(delete);
        } else if (response instanceof final DescribeGroupsResponse describe) {
            return described(describe.data().groups().get(0));
        } else if (response instanceof final ListGroupsResponse list) {
            return listed(list);
        } else if (response instanceof final DeleteGroupsResponse delete) {
            return new Answer.Done(
                    name(delete.data().results().iterator().next().errorCode()));
        }
        throw new IllegalArgumentException("not a response about groups, response=" + response);
    }

    private static Answer joined(final JoinGroupResponseData join) {
        return new Answer.Joined(
                name(join.errorCode()),
                join.generationId(),
                text(join.protocolType()),
                text(join.protocolName()),
                join.leader(),
                join.memberId(),
                join.skipAssignment(),
                join.members().stream()
                        .map(member -> new Answer.JoinedMember(
                                member.memberId(),
                                member.groupInstanceId(),
                                Bytes.metadata(join.protocolType(), member.metadata())))
                        .toList());
    }

    private static Answer left(final LeaveGroupResponse leave) {
        return new Answer.Left(
                name(leave.data().errorCode()),
                leave.data().members().stream()
                        .map(member -> new Answer.LeftMember(
                                member.memberId(), member.groupInstanceId(), name(member.errorCode())))
                        .toList());
    }

    private static Answer committed(final OffsetCommitResponse commit) {
        final List<Answer.PartitionError> errors = new ArrayList<>();
        commit.data().topics().forEach(topic -> topic.partitions()
                .forEach(partition ->
                        errors.add(error(topic.name(), partition.partitionIndex(), partition.errorCode()))));
        return new Answer.Committed(List.copyOf(errors));
    }

    private static Answer committed(final TxnOffsetCommitResponse commit) {
        final List<Answer.PartitionError> errors = new ArrayList<>();
        commit.data().topics().forEach(topic -> topic.partitions()
                .forEach(partition ->
                        errors.add(error(topic.name(), partition.partitionIndex(), partition.errorCode()))));
        return new Answer.Committed(List.copyOf(errors));
    }

    private static Answer offsetsDeleted(final OffsetDeleteResponse delete) {
        final List<Answer.PartitionError> errors = new ArrayList<>();
        delete.data().topics().forEach(topic -> topic.partitions()
                .forEach(partition ->
                        errors.add(error(topic.name(), partition.partitionIndex(), partition.errorCode()))));
        return new Answer.OffsetsDeleted(name(delete.data().errorCode()), List.copyOf(errors));
    }

    private static Answer.PartitionError error(final String topic, final int index, final short code) {
        return new Answer.PartitionError(new Partition(topic, index), name(code));
    }

    private static Answer fetched(final OffsetFetchResponseGroup group) {
        final List<Answer.FetchedOffset> offsets = new ArrayList<>();
        group.topics().forEach(topic -> topic.partitions()
                .forEach(partition -> offsets.add(new Answer.FetchedOffset(
                        new Partition(topic.name(), partition.partitionIndex()),
                        partition.committedOffset(),
                        partition.committedLeaderEpoch(),
                        text(partition.metadata()),
                        name(partition.errorCode())))));
        return new Answer.Fetched(name(group.errorCode()), List.copyOf(offsets));
    }

    private static Answer described(final DescribedGroup group) {
        return new Answer.Described(
                name(group.errorCode()),
                group.groupState(),
                text(group.protocolType()),
                text(group.protocolData()),
                group.members().stream()
                        .map(member -> new Answer.DescribedMember(
                                member.memberId(),
                                member.groupInstanceId(),
                                member.clientId(),
                                Bytes.metadata(group.protocolType(), member.memberMetadata()),
                                Bytes.plain(member.memberAssignment())))
                        .toList());
    }

    private Answer listed(final ListGroupsResponse list) {
        return new Answer.Listed(
                name(list.data().errorCode()),
                list.data().groups().stream()
                        .filter(group -> groups.isMine(group.groupId()))
                        .map(group -> new Answer.ListedGroup(
                                groups.shown(group.groupId()),
                                group.groupState(),
                                group.protocolType(),
                                group.groupType()))
                        .toList());
    }

    private static String name(final short code) {
        return Errors.forCode(code).name();
    }

    private static String text(final String text) {
        return text == null ? "" : text;
    }
}
