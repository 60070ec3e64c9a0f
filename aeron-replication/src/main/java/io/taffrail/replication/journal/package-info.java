/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What a node remembers of itself and of its members across restarts and power loss: whose directory this is
 * ({@code node.properties}, written once), and how often it was started, its terms, votes, standings and peers
 * ({@code node.journal}, appended to and forced before anything is said that rests on it).
 *
 * <p>Depends on {@code io.taffrail.storage}, on the errors of {@code io.taffrail.log}, on
 * {@link io.taffrail.replication.raft.Standing} and on Agrona. Start reading at
 * {@link io.taffrail.replication.journal.NodeJournal}.
 */
package io.taffrail.replication.journal;
