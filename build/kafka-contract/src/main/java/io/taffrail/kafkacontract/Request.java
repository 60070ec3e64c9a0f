/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkacontract;

import java.util.List;

/**
 * What a client asks of a coordinator, in terms that no implementation owns. Immutable.
 *
 * <p>Identities: a member id is empty for a member that has none yet; an instance id is null for a member that is not static.
 * Metadata of protocols and assignments are text; a target encodes them as its own wire wants them. With the protocol type
 * {@code consumer}, metadata are the subscribed topics joined by {@code +}, and metadata that begin with {@code !} are bytes
 * that are no subscription.
 */
public sealed interface Request {
    /** One protocol that a member offers, the one it likes best first. */
    record Protocol(String name, String metadata) {}

    /** Who leaves: by member id, by instance id (then the member id may be empty), or both. */
    record Identity(String memberId, String instanceId) {}

    /** A topic's partition; indexes count from 0. */
    record Partition(String topic, int index) {}

    /** An offset to be committed; the epoch is -1 where the client knows none. */
    record Offset(Partition partition, long offset, int epoch, String metadata) {}

    /** Join a group, or join it again. */
    record Join(
            String group,
            String memberId,
            String instanceId,
            String protocolType,
            List<Protocol> protocols,
            int sessionTimeoutMs,
            int rebalanceTimeoutMs)
            implements Request {}

    /** Wait for an assignment; the leader brings those of all, by member id in {@link Assigned}. */
    record Sync(
            String group,
            int generation,
            String memberId,
            String instanceId,
            String protocolType,
            String protocolName,
            List<Assigned> assignments)
            implements Request {}

    /** One member's share. */
    record Assigned(String memberId, String assignment) {}

    /** A sign of life. */
    record Heartbeat(String group, int generation, String memberId, String instanceId) implements Request {}

    /** Leave a group. */
    record Leave(String group, List<Identity> members) implements Request {}

    /** Commit offsets; generation -1 and an empty member id are those of a client that is in no group. */
    record OffsetCommit(String group, int generation, String memberId, String instanceId, List<Offset> offsets)
            implements Request {}

    /**
     * Commit offsets in a transaction, which begins with its first commit. A transaction is called by a name that the script
     * made up; which producer has it is the target's affair.
     */
    record TxnOffsetCommit(
            String group, String transaction, int generation, String memberId, String instanceId, List<Offset> offsets)
            implements Request {}

    /** End a transaction in which something was committed; answered when all the groups know of it. */
    record EndTxn(String transaction, boolean isCommit) implements Request {}

    /**
     * Read committed offsets; a null list asks for all of the group's. One that requires them to be stable is not told those
     * that an open transaction may replace.
     */
    record OffsetFetch(String group, List<Partition> partitions, boolean requiresStable) implements Request {}

    /** Describe one group. */
    record Describe(String group) implements Request {}

    /** List the groups that are in one of these states; all of them when there is no state. */
    record ListGroups(List<String> states) implements Request {}

    /** Delete one group. */
    record DeleteGroup(String group) implements Request {}

    /** Delete committed offsets. */
    record OffsetDelete(String group, List<Partition> partitions) implements Request {}
}
