/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

/**
 * Told what becomes of a replica. An application publishes from {@link #onLeading} to {@link #onNotLeading}.
 *
 * <p>Threading: called by the thread that steps the replica: must not block.
 */
public interface ReplicaListener {
    /**
     * This replica leads: its log may be published to.
     *
     * @param term that it leads.
     */
    default void onLeading(final int term) {}

    /**
     * This replica leads no more; what was not acknowledged is answered as unknown.
     *
     * @param term that is over.
     */
    default void onNotLeading(final int term) {}

    /**
     * Another node leads.
     *
     * @param term   that it leads.
     * @param leader its number.
     */
    default void onFollowing(final int term, final int leader) {}

    /**
     * This replica takes no part any more until the node is started again: it neither votes nor leads.
     *
     * @param cause what happened.
     */
    default void onFailed(final Throwable cause) {}
}
