/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Replication of partition logs over Aeron. Nothing is here yet; this is what the module is for:
 *
 * <ul>
 *   <li>a pure Raft core, one group per partition: events in, effects out, no clock, no threads, no Aeron;
 *   <li>the Aeron wiring that carries its control, live and catch-up streams between nodes;
 *   <li>the node that hosts the groups, and the client for applications outside of it.
 * </ul>
 *
 * <p>The log engine knows replication as a small interface only: who may append, up to where the log is committed, and
 * how far publishing may run ahead of that. This module is one implementation of it. It may depend on the log engine, the
 * codecs, Agrona and Aeron; nothing below may depend on it.
 */
package io.taffrail.replication;
