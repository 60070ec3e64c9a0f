/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One member of one group, alive: the pure core of {@code raft} with a log under it, records going out to followers or
 * coming in from the leader, and acknowledgements to those who published. Everything it touches stands behind an interface,
 * so that the same code runs over Aeron and files, and in a simulation.
 *
 * <p>May use: {@code raft}, {@code protocol}, {@code transport}, {@code journal}, the log engine. Start reading at {@link
 * io.taffrail.replication.replica.Replicator}.
 */
package io.taffrail.replication.replica;
