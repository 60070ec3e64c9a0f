/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkalive;

import io.taffrail.kafkacontract.Request;
import io.taffrail.kafkacontract.Request.Partition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.message.DeleteGroupsRequestData;
import org.apache.kafka.common.message.DescribeGroupsRequestData;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData.JoinGroupRequestProtocol;
import org.apache.kafka.common.message.JoinGroupRequestData.JoinGroupRequestProtocolCollection;
import org.apache.kafka.common.message.LeaveGroupRequestData.MemberIdentity;
import org.apache.kafka.common.message.ListGroupsRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestTopic;
import org.apache.kafka.common.message.OffsetDeleteRequestData;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestPartition;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestTopic;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestTopicCollection;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopics;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.message.SyncGroupRequestData.SyncGroupRequestAssignment;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData.TxnOffsetCommitRequestPartition;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData.TxnOffsetCommitRequestTopic;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.DeleteGroupsRequest;
import org.apache.kafka.common.requests.DescribeGroupsRequest;
import org.apache.kafka.common.requests.HeartbeatRequest;
import org.apache.kafka.common.requests.JoinGroupRequest;
import org.apache.kafka.common.requests.LeaveGroupRequest;
import org.apache.kafka.common.requests.ListGroupsRequest;
import org.apache.kafka.common.requests.OffsetCommitRequest;
import org.apache.kafka.common.requests.OffsetDeleteRequest;
import org.apache.kafka.common.requests.OffsetFetchRequest;
import org.apache.kafka.common.requests.SyncGroupRequest;
import org.apache.kafka.common.requests.TxnOffsetCommitRequest;

/**
 * Requests of scripts as requests of Kafka, in the newest version of each; but those of offsets in the last version that names
 * topics, since later ones number them.
 */
final class KafkaRequests {
    private static final short LAST_WITH_NAMES = 9;
    private static final short LAST_TXN_COMMIT_WITH_NAMES = 5;

    private final GroupNames groups;
    private final KafkaTransactions transactions;

    KafkaRequests(final GroupNames groups, final KafkaTransactions transactions) {
        this.groups = groups;
        this.transactions = transactions;
    }

    // A chain and not a switch: patterns in a switch are not in Java 17.
    AbstractRequest of(final Request request) {
        if (request instanceof final Request.Join join) {
            return join(join);
        } else if (request instanceof final Request.Sync sync) {
            return sync(sync);
        } else if (request instanceof final Request.Heartbeat heartbeat) {
            return heartbeat(heartbeat);
        } else if (request instanceof final Request.Leave leave) {
            return leave(leave);
        } else if (request instanceof final Request.OffsetCommit commit) {
            return commit(commit);
        } else if (request instanceof final Request.TxnOffsetCommit commit) {
            return commit(commit);
        } else if (request instanceof final Request.OffsetFetch fetch) {
            return fetch(fetch);
        } else if (request instanceof final Request.OffsetDelete delete) {
            return delete(delete);
        } else if (request instanceof final Request.Describe describe) {
            return new DescribeGroupsRequest.Builder(
                            new DescribeGroupsRequestData().setGroups(List.of(groups.real(describe.group()))))
                    .build();
        } else if (request instanceof final Request.ListGroups list) {
            return new ListGroupsRequest.Builder(new ListGroupsRequestData().setStatesFilter(list.states())).build();
        } else if (request instanceof final Request.DeleteGroup delete) {
            return new DeleteGroupsRequest.Builder(
                            new DeleteGroupsRequestData().setGroupsNames(List.of(groups.real(delete.group()))))
                    .build();
        }
        throw new IllegalArgumentException("not a request of groups, request=" + request);
    }

    private AbstractRequest join(final Request.Join join) {
        final JoinGroupRequestProtocolCollection protocols = new JoinGroupRequestProtocolCollection();
        for (final Request.Protocol protocol : join.protocols()) {
            protocols.add(new JoinGroupRequestProtocol()
                    .setName(protocol.name())
                    .setMetadata(Bytes.metadata(join.protocolType(), protocol.metadata())));
        }
        return new JoinGroupRequest.Builder(new JoinGroupRequestData()
                        .setGroupId(groups.real(join.group()))
                        .setMemberId(join.memberId())
                        .setGroupInstanceId(join.instanceId())
                        .setProtocolType(join.protocolType())
                        .setProtocols(protocols)
                        .setSessionTimeoutMs(join.sessionTimeoutMs())
                        .setRebalanceTimeoutMs(join.rebalanceTimeoutMs()))
                .build();
    }

    private AbstractRequest sync(final Request.Sync sync) {
        return new SyncGroupRequest.Builder(new SyncGroupRequestData()
                        .setGroupId(groups.real(sync.group()))
                        .setGenerationId(sync.generation())
                        .setMemberId(sync.memberId())
                        .setGroupInstanceId(sync.instanceId())
                        .setProtocolType(sync.protocolType())
                        .setProtocolName(sync.protocolName())
                        .setAssignments(sync.assignments().stream()
                                .map(assigned -> new SyncGroupRequestAssignment()
                                        .setMemberId(assigned.memberId())
                                        .setAssignment(Bytes.plain(assigned.assignment())))
                                .toList()))
                .build();
    }

    private AbstractRequest heartbeat(final Request.Heartbeat heartbeat) {
        return new HeartbeatRequest.Builder(new HeartbeatRequestData()
                        .setGroupId(groups.real(heartbeat.group()))
                        .setGenerationId(heartbeat.generation())
                        .setMemberId(heartbeat.memberId())
                        .setGroupInstanceId(heartbeat.instanceId()))
                .build();
    }

    private AbstractRequest leave(final Request.Leave leave) {
        return new LeaveGroupRequest.Builder(
                        groups.real(leave.group()),
                        leave.members().stream()
                                .map(member -> new MemberIdentity()
                                        .setMemberId(member.memberId())
                                        .setGroupInstanceId(member.instanceId()))
                                .toList())
                .build();
    }

    private AbstractRequest commit(final Request.OffsetCommit commit) {
        final List<OffsetCommitRequestTopic> topics = new ArrayList<>();
        byTopic(commit.offsets(), offset -> offset.partition().topic())
                .forEach((topic, offsets) -> topics.add(new OffsetCommitRequestTopic()
                        .setName(topic)
                        .setPartitions(offsets.stream()
                                .map(offset -> new OffsetCommitRequestPartition()
                                        .setPartitionIndex(offset.partition().index())
                                        .setCommittedOffset(offset.offset())
                                        .setCommittedLeaderEpoch(offset.epoch())
                                        .setCommittedMetadata(offset.metadata()))
                                .toList())));
        return OffsetCommitRequest.Builder.forTopicNames(new OffsetCommitRequestData()
                        .setGroupId(groups.real(commit.group()))
                        .setGenerationIdOrMemberEpoch(commit.generation())
                        .setMemberId(commit.memberId())
                        .setGroupInstanceId(commit.instanceId())
                        .setTopics(topics))
                .build(LAST_WITH_NAMES);
    }

    private AbstractRequest commit(final Request.TxnOffsetCommit commit) {
        final KafkaTransactions.Producer producer = transactions.producer(commit.transaction());
        final List<TxnOffsetCommitRequestTopic> topics = new ArrayList<>();
        byTopic(commit.offsets(), offset -> offset.partition().topic())
                .forEach((topic, offsets) -> topics.add(new TxnOffsetCommitRequestTopic()
                        .setName(topic)
                        .setPartitions(offsets.stream()
                                .map(offset -> new TxnOffsetCommitRequestPartition()
                                        .setPartitionIndex(offset.partition().index())
                                        .setCommittedOffset(offset.offset())
                                        .setCommittedLeaderEpoch(offset.epoch())
                                        .setCommittedMetadata(offset.metadata()))
                                .toList())));
        return TxnOffsetCommitRequest.Builder.forTopicNames(
                        new TxnOffsetCommitRequestData()
                                .setTransactionalId(producer.transactionalId())
                                .setProducerId(producer.id())
                                .setProducerEpoch(producer.epoch())
                                .setGroupId(groups.real(commit.group()))
                                .setGenerationIdOrMemberEpoch(commit.generation())
                                .setMemberId(commit.memberId())
                                .setGroupInstanceId(commit.instanceId())
                                .setTopics(topics),
                        true)
                .build(LAST_TXN_COMMIT_WITH_NAMES);
    }

    private AbstractRequest fetch(final Request.OffsetFetch fetch) {
        final OffsetFetchRequestGroup group = new OffsetFetchRequestGroup().setGroupId(groups.real(fetch.group()));
        if (fetch.partitions() == null) {
            group.setTopics(null);
        } else {
            final List<OffsetFetchRequestTopics> topics = new ArrayList<>();
            byTopic(fetch.partitions(), Partition::topic)
                    .forEach((topic, partitions) -> topics.add(new OffsetFetchRequestTopics()
                            .setName(topic)
                            .setPartitionIndexes(
                                    partitions.stream().map(Partition::index).toList())));
            group.setTopics(topics);
        }
        return OffsetFetchRequest.Builder.forTopicNames(
                        new OffsetFetchRequestData().setGroups(List.of(group)).setRequireStable(fetch.requiresStable()),
                        true)
                .build(LAST_WITH_NAMES);
    }

    private AbstractRequest delete(final Request.OffsetDelete delete) {
        final OffsetDeleteRequestTopicCollection topics = new OffsetDeleteRequestTopicCollection();
        byTopic(delete.partitions(), Partition::topic)
                .forEach((topic, partitions) -> topics.add(new OffsetDeleteRequestTopic()
                        .setName(topic)
                        .setPartitions(partitions.stream()
                                .map(partition ->
                                        new OffsetDeleteRequestPartition().setPartitionIndex(partition.index()))
                                .toList())));
        return new OffsetDeleteRequest.Builder(new OffsetDeleteRequestData()
                        .setGroupId(groups.real(delete.group()))
                        .setTopics(topics))
                .build();
    }

    private static <T> Map<String, List<T>> byTopic(final List<T> elements, final Function<T, String> topic) {
        final Map<String, List<T>> byTopic = new LinkedHashMap<>();
        for (final T element : elements) {
            byTopic.computeIfAbsent(topic.apply(element), key -> new ArrayList<>())
                    .add(element);
        }
        return byTopic;
    }
}
