/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

import java.util.ArrayList;
import java.util.List;

/** Leadership given to others before a node ends, so that nobody has to wait for an election. */
final class HandOver {
    private final List<ReplicatedPartition> partitions;
    private final List<ReplicatedPartition> leaving = new ArrayList<>();
    private volatile boolean isAsked;

    HandOver(final List<ReplicatedPartition> partitions) {
        this.partitions = partitions;
    }

    /** Ask for it, in the replicator's thread. */
    void ask() {
        for (final ReplicatedPartition partition : partitions) {
            if (partition.replica().handOver()) {
                leaving.add(partition);
            }
        }
        isAsked = true;
    }

    /** Whether all that could be handed over is led by others, or soon will be. */
    boolean isDone() {
        return isAsked && leaving.stream().noneMatch(ReplicatedPartition::isLeading);
    }
}
