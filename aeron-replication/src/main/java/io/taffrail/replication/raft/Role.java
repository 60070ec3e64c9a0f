/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.raft;

/** What a member is at present. */
public enum Role {
    /** Follows a leader, or waits for one. */
    FOLLOWER,
    /** Asks whether an election could be won, without disturbing the present term. */
    PRE_CANDIDATE,
    /** Asks for votes. */
    CANDIDATE,
    /** The one member that may append. */
    LEADER
}
