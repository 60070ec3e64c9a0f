/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

/** Where end markers go. Under the shard's monitor. */
interface Markers extends AutoCloseable {
    /**
     * Write a marker, unless it is there, or its partition is not.
     *
     * @param term of the coordinator.
     * @return whether that is done; if not, try again later.
     */
    boolean tryWrite(PendingMarker marker, int term);

    /** A topic was deleted. */
    void forget(String topic);

    @Override
    void close();
}
