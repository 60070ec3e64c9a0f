/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench;

import org.agrona.concurrent.UnsafeBuffer;

/** What a burst is sent through. One publishing thread, at most one polling thread. */
interface Target extends AutoCloseable {
    /** Publish one value; false when it must be tried again. */
    boolean publish(UnsafeBuffer value, int length);

    /** Records published and not visible yet are made so. */
    default void flush() {
        // most publish at once
    }

    /** Take what there is; the number of records taken. */
    int poll();

    @Override
    void close();
}
