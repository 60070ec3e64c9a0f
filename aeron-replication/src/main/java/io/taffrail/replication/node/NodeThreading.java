/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

/** Who runs the agents of a node. */
public enum NodeThreading {
    /** Each agent has a thread of its own: replicator, catch-up, those of the engine and of the media driver. */
    DEDICATED,
    /** Everything runs in the thread that calls {@link ReplicationNode#doWork()}: for small machines and tests. */
    INVOKER
}
