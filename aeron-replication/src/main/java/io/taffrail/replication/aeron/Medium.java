/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.aeron;

/** What carries the streams between nodes. */
public enum Medium {
    /** Unicast UDP, one endpoint for each node. */
    UDP,
    /** Shared memory, between processes of one machine that share an external media driver. */
    IPC
}
