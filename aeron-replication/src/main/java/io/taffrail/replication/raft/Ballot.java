/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.raft;

/** Kinds of votes. */
public enum Ballot {
    /** Would you vote for me? Nothing is promised. */
    PRE_VOTE,
    /** Vote for me; refused while a leader is heard. */
    VOTE,
    /** Vote for me although a leader is heard: it asked me to take over. */
    TRANSFER
}
