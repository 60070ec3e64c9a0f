/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkacontract;

import java.util.List;

/**
 * What a coordinator answers. Immutable. Errors are named as Kafka names them, {@code NONE} for none; absent texts are empty.
 * Metadata and assignments are text, as in {@link Request}.
 */
public sealed interface Answer {
    /** To {@link Request.Join}; the generation is -1 with an error, the members are known to the leader only. */
    record Joined(
            String error,
            int generation,
            String protocolType,
            String protocolName,
            String leader,
            String memberId,
            boolean skipsAssignment,
            List<JoinedMember> members)
            implements Answer {}

    /** A member as the leader sees it; the instance id is null unless it is static. */
    record JoinedMember(String memberId, String instanceId, String metadata) {}

    /** To {@link Request.Sync}. */
    record Synced(String error, String protocolType, String protocolName, String assignment) implements Answer {}

    /** To {@link Request.Heartbeat}, {@link Request.EndTxn} and {@link Request.DeleteGroup}. */
    record Done(String error) implements Answer {}

    /** To {@link Request.Leave}: an error of all, and one of each. */
    record Left(String error, List<LeftMember> members) implements Answer {}

    /** One that left, or did not; identified as in the request. */
    record LeftMember(String memberId, String instanceId, String error) {}

    /** To {@link Request.OffsetCommit} and {@link Request.TxnOffsetCommit}; an error of the whole commit is that of each partition. */
    record Committed(List<PartitionError> partitions) implements Answer {}

    /** To {@link Request.OffsetDelete}. */
    record OffsetsDeleted(String error, List<PartitionError> partitions) implements Answer {}

    /** What became of one partition. */
    record PartitionError(Request.Partition partition, String error) {}

    /** To {@link Request.OffsetFetch}. */
    record Fetched(String error, List<FetchedOffset> offsets) implements Answer {}

    /** One partition's offset: -1 where none is committed, with epoch -1 where none is known. */
    record FetchedOffset(Request.Partition partition, long offset, int epoch, String metadata, String error) {}

    /** To {@link Request.Describe}. */
    record Described(
            String error, String state, String protocolType, String protocolName, List<DescribedMember> members)
            implements Answer {}

    /** A member as an administrator sees it; the client id is the name of the client that joined. */
    record DescribedMember(String memberId, String instanceId, String clientId, String metadata, String assignment) {}

    /** To {@link Request.ListGroups}. */
    record Listed(String error, List<ListedGroup> groups) implements Answer {}

    /** One group of a listing. */
    record ListedGroup(String group, String state, String protocolType, String groupType) {}
}
