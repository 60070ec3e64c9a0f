/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The consensus of one group, pure: an event and the time go in, effects come out. No I/O, no threads, no transport, no
 * randomness of its own, nothing allocated after construction. The same code runs in production, in the simulation and
 * in the explorer.
 */
package io.taffrail.replication.raft;
