/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import java.util.concurrent.TimeUnit;

/** The two times that a coordinator goes by. */
interface CoordinatorClock {
    /** The machine's. */
    CoordinatorClock SYSTEM = new CoordinatorClock() {
        @Override
        public long monotonicMs() {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        }

        @Override
        public long epochMs() {
            return System.currentTimeMillis();
        }
    };

    /** Milliseconds from some moment on; never goes back. */
    long monotonicMs();

    /** Milliseconds since the epoch. */
    long epochMs();
}
