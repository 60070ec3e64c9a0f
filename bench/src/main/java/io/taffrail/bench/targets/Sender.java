/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.targets;

import org.agrona.DirectBuffer;

/** Publishes. One thread. */
public interface Sender extends AutoCloseable {
    /**
     * Publish a value; the buffer may be used again when this returns.
     *
     * @param value  holds it from index 0.
     * @param length bytes of it.
     * @return false when there is no room at the moment: it must be tried again.
     */
    boolean send(DirectBuffer value, int length);

    /** Values sent so far that are not on their way yet, of an unfinished batch for example, are sent; waits if it must. */
    default void flush() {
        // most send at once
    }

    @Override
    default void close() {
        // most have nothing to give back
    }
}
