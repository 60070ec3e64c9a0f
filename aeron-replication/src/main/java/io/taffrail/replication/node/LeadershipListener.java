/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

/**
 * Told when a partition may be published to on this node.
 *
 * <p>Threading: called by the replicator: must not block.
 */
public interface LeadershipListener {
    /**
     * This node leads a partition.
     *
     * @param partition of it.
     * @param term      that it leads.
     */
    void onLeading(ReplicatedPartition partition, int term);

    /**
     * This node leads a partition no more; what was not acknowledged is answered as unknown.
     *
     * @param partition of it.
     * @param term      that is over.
     */
    default void onNotLeading(final ReplicatedPartition partition, final int term) {}

    /**
     * Another node leads a partition.
     *
     * @param partition of it.
     * @param term      that it leads.
     * @param leader    its id.
     */
    default void onFollowing(final ReplicatedPartition partition, final int term, final int leader) {}

    /**
     * This node's replica of a partition takes no part any more, until the node is started again.
     *
     * @param partition of it.
     * @param cause     what happened, and what to do.
     */
    default void onFailed(final ReplicatedPartition partition, final Throwable cause) {}
}
