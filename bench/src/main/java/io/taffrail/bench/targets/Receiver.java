/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.targets;

/** Reads. One thread. */
public interface Receiver extends AutoCloseable {
    /**
     * Take what there is, a bounded number of values at most; does not wait.
     *
     * @param handler gets each value in order.
     * @return how many there were.
     */
    int poll(ValueHandler handler);

    @Override
    default void close() {
        // most have nothing to give back
    }
}
