/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.raft;

import java.util.List;

/**
 * What a member knows of its group, and how long it waits.
 *
 * @param self         number of this member.
 * @param voters       numbers of all voters, this member among them, no two alike, none negative.
 * @param electionNs   without a word from the leader before a member thinks of an election, at least three heartbeats; a
 *                     random part of the same length is added.
 * @param heartbeatNs  between two heartbeats of a leader.
 * @param replicaLagNs that a replica may be behind and still count as in sync.
 */
public record RaftConfig(int self, List<Integer> voters, long electionNs, long heartbeatNs, long replicaLagNs) {
    /**
     * Checked.
     *
     * @throws IllegalArgumentException if numbers are not as they must be, times not positive, or heartbeats too rare for
     *     the election timeout.
     */
    public RaftConfig {
        voters = List.copyOf(voters);
        if (!voters.contains(self) || voters.stream().distinct().count() != voters.size()) {
            throw new IllegalArgumentException("voters=" + voters + " must name self=" + self + " and nobody twice");
        }
        if (voters.stream().anyMatch(voter -> voter < 0)) {
            throw new IllegalArgumentException("voters=" + voters + " must not be negative");
        }
        if (heartbeatNs <= 0 || replicaLagNs <= 0) {
            throw new IllegalArgumentException(
                    "heartbeatNs=" + heartbeatNs + " and replicaLagNs=" + replicaLagNs + " must be positive");
        }
        if (electionNs < 3 * heartbeatNs) {
            throw new IllegalArgumentException("electionNs=" + electionNs + " must be at least three times heartbeatNs="
                    + heartbeatNs + ": a leader would lose its place to two lost packets");
        }
    }
}
