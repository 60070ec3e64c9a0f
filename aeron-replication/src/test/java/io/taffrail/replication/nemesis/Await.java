/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition and says which one did not come true. */
final class Await {
    private static final long LIMIT_NS = TimeUnit.SECONDS.toNanos(120);
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(2);

    private Await() {}

    static void until(final Supplier<String> what, final BooleanSupplier isSo) {
        final long sinceNs = System.nanoTime();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - sinceNs > LIMIT_NS) {
                throw new AssertionError("waited in vain: " + what.get());
            }
            LockSupport.parkNanos(LOOK_NS);
        }
    }

    /** How long a fault lasts is what is tried here, so time is what to wait for. */
    static void pass(final long millis) {
        final long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = untilNs - System.nanoTime(); left > 0; left = untilNs - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
