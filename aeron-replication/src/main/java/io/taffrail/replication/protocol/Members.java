/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.protocol;

import io.taffrail.replication.raft.RaftMessages;

/** The members that a node hosts. */
public interface Members {
    /**
     * The member of a group.
     *
     * @param group its id.
     * @return null when this node has none: what is said to it is dropped.
     */
    RaftMessages of(long group);
}
