/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.contract;

import io.taffrail.log.PublishResult;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Does again what may succeed later. The limit only ends a test that hangs. */
final class Trying {
    private static final long LIMIT_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_NS = TimeUnit.MICROSECONDS.toNanos(20);

    private Trying() {}

    /** Publish or claim until it is not refused any more; the offset. */
    static long until(final LongSupplier attempt) {
        final long[] result = {0};
        await("a publish that is not refused", () -> {
            result[0] = attempt.getAsLong();
            return !PublishResult.isRetriable(result[0]);
        });
        if (result[0] < 0) {
            throw new AssertionError(PublishResult.describe(result[0]));
        }
        return result[0];
    }

    static void await(final String what, final BooleanSupplier isSo) {
        final long untilNs = System.nanoTime() + LIMIT_NS;
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - untilNs > 0) {
                throw new AssertionError("waited in vain: " + what);
            }
            LockSupport.parkNanos(LOOK_NS);
        }
    }
}
