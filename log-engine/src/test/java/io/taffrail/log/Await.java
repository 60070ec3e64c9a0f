/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition and says which one did not come true. The limit only ends a test that hangs. */
public final class Await {
    private static final long LIMIT_NS = TimeUnit.SECONDS.toNanos(60);

    private Await() {}

    /** Wait until something is so. */
    public static void until(final String what, final BooleanSupplier isSo) {
        until(() -> what, isSo);
    }

    /** Wait until something is so. */
    public static void until(final Supplier<String> what, final BooleanSupplier isSo) {
        final long since = System.nanoTime();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - since > LIMIT_NS) {
                throw new AssertionError("waited in vain: " + what.get());
            }
            LockSupport.parkNanos(20_000);
        }
    }

    /** Wait until a thread ended. */
    public static void ended(final Thread thread) {
        until(
                () -> "thread " + thread.getName() + " ends: it is at "
                        + java.util.Arrays.toString(thread.getStackTrace()),
                () -> !thread.isAlive());
    }
}
