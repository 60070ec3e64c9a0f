/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

/** State of a consumer group, as in Kafka. */
public enum GroupState {
    /** No members; its offsets stay until they expire. Left when a member joins. */
    EMPTY("Empty"),
    /** Members are to join again. Left when all did, or the rebalance timeout is over. */
    PREPARING_REBALANCE("PreparingRebalance"),
    /** All members joined, the leader works out who gets what. Left when its assignment is committed, or members change. */
    COMPLETING_REBALANCE("CompletingRebalance"),
    /** Every member has its assignment. Left when members or their subscriptions change. */
    STABLE("Stable"),
    /** There is no such group (any more). */
    DEAD("Dead");

    private final String text;

    GroupState(final String text) {
        this.text = text;
    }

    /**
     * Kafka's way to write it.
     *
     * @return such as {@code PreparingRebalance}.
     */
    public String text() {
        return text;
    }
}
