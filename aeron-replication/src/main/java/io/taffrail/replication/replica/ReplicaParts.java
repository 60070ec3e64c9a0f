/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import io.taffrail.replication.journal.Journal;

/**
 * What a replica works with.
 *
 * @param log      of this node.
 * @param state    that the log and publishers look at.
 * @param journal  of the node's terms and votes.
 * @param listener told what becomes of the replica.
 */
public record ReplicaParts(LocalLog log, ReplicaState state, Journal journal, ReplicaListener listener) {}
