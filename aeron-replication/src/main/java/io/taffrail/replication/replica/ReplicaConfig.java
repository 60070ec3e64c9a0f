/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import io.taffrail.replication.raft.RaftConfig;

/**
 * One member of one group.
 *
 * @param group               id, the same on every node, never reused.
 * @param raft                who the members are, and how long they wait.
 * @param minInSync           replicas in sync, the leader included, without which nothing is published: {@code
 *                            min.insync.replicas}; 1 or more, at most the number of voters.
 * @param maxUncommittedBytes that publishers may be ahead of what is committed; positive.
 * @param claimTimeoutNs      after which a leader with a claim that stays open, or a disk that stays full, lets others lead.
 */
public record ReplicaConfig(long group, RaftConfig raft, int minInSync, long maxUncommittedBytes, long claimTimeoutNs) {
    /**
     * Checked.
     *
     * @throws IllegalArgumentException if a value is out of its range.
     */
    public ReplicaConfig {
        if (minInSync < 1 || minInSync > raft.voters().size()) {
            throw new IllegalArgumentException(
                    "min.insync.replicas=" + minInSync + " must be from 1 to the number of replicas="
                            + raft.voters().size());
        }
        if (maxUncommittedBytes <= 0 || claimTimeoutNs <= 0) {
            throw new IllegalArgumentException("maxUncommittedBytes=" + maxUncommittedBytes + " and claimTimeoutNs="
                    + claimTimeoutNs + " must be positive");
        }
    }
}
