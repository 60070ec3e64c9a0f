/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

import io.taffrail.replication.raft.Role;
import io.taffrail.replication.raft.Standing;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * One replica as another process sees it.
 *
 * @param name           of the partition, as {@code orders-0}.
 * @param role           of the replica; null when it failed and takes no part any more.
 * @param term           the newest that it knows.
 * @param leader         of the term, as far as it knows; -1 for none.
 * @param standing       whether it may vote.
 * @param logStartOffset first offset kept.
 * @param endOffset      first offset that is not there.
 * @param durableOffset  first offset that is not known to be durable here.
 * @param highWatermark  first offset that is not known here to be committed.
 * @param inSync         replicas in sync, the leader included; 0 where it does not lead.
 * @param elections      leaders seen since the node was started.
 * @param gaps           times records did not arrive in order, since the node was started.
 * @param refusedFrames  frames with records that were bad or did not continue the log.
 * @param followers      of a leader: the other nodes that hold the partition.
 */
public record ReplicaStatus(
        String name,
        Role role,
        int term,
        int leader,
        Standing standing,
        long logStartOffset,
        long endOffset,
        long durableOffset,
        long highWatermark,
        int inSync,
        long elections,
        long gaps,
        long refusedFrames,
        List<Follower> followers) {
    /**
     * A follower as its leader sees it.
     *
     * @param node         its id.
     * @param lag          offsets that it is behind; -1 while that is not known.
     * @param isCatchingUp whether it is sent old records, from files.
     */
    public record Follower(int node, long lag, boolean isCatchingUp) {}

    static ReplicaStatus of(
            final String name, final ToLongFunction<ReplicaCounter> value, final List<Follower> followers) {
        final int role = (int) value.applyAsLong(ReplicaCounter.ROLE);
        return new ReplicaStatus(
                name,
                role == ReplicaCounter.FAILED ? null : Role.values()[role],
                (int) value.applyAsLong(ReplicaCounter.TERM),
                (int) value.applyAsLong(ReplicaCounter.LEADER),
                Standing.values()[(int) value.applyAsLong(ReplicaCounter.STANDING)],
                value.applyAsLong(ReplicaCounter.LOG_START),
                value.applyAsLong(ReplicaCounter.LOG_END),
                value.applyAsLong(ReplicaCounter.DURABLE),
                value.applyAsLong(ReplicaCounter.HIGH_WATERMARK),
                (int) value.applyAsLong(ReplicaCounter.IN_SYNC),
                value.applyAsLong(ReplicaCounter.ELECTIONS),
                value.applyAsLong(ReplicaCounter.GAPS),
                value.applyAsLong(ReplicaCounter.REFUSED),
                followers);
    }

    /**
     * Whether it leads.
     *
     * @return true when it does.
     */
    public boolean isLeading() {
        return role == Role.LEADER;
    }
}
