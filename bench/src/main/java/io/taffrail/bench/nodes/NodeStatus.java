/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.nodes;

/**
 * How a node stands that publishes while it leads.
 *
 * @param highWatermark first offset that it does not know to be committed.
 * @param leadingTerm   term that it leads, or 0.
 * @param committedAtNs when the first record that it published in that term was acknowledged, by {@link
 *                      System#nanoTime()} of its process; 0 before.
 */
public record NodeStatus(long highWatermark, int leadingTerm, long committedAtNs) {
    /** Whether it leads and has committed something of its own. */
    boolean hasCommitted() {
        return leadingTerm > 0 && committedAtNs != 0;
    }
}
