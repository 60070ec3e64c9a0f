/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.raft;

/**
 * What a member may take part in.
 *
 * <pre>
 *   VOTER       votes, leads
 *   AMNESIAC    may have forgotten what it acknowledged: neither votes nor leads until it has caught up with a leader
 *               that was elected without it, and then is a voter again
 * </pre>
 */
public enum Standing {
    /** Takes part in everything. */
    VOTER,
    /** Follows only, until it has caught up. */
    AMNESIAC
}
