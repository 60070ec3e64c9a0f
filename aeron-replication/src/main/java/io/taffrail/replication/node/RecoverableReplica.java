/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

/**
 * A replica of a node that does not run, as it was found.
 *
 * @param name          of the partition, as {@code orders-0}.
 * @param isAmnesiac    whether it may have forgotten what it acknowledged, and so does not vote.
 * @param lastTerm      of its last record; 0 for none.
 * @param endOffset     first offset that it does not hold.
 * @param highWatermark offset up to which it knows that a majority held everything; there may be more.
 */
public record RecoverableReplica(String name, boolean isAmnesiac, int lastTerm, long endOffset, long highWatermark) {}
