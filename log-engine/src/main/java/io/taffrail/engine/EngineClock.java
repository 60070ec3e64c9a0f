/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.settings.ClockMode;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;

/**
 * The clock that stamps records: the system's, or a copy of it that the conductor renews at least every millisecond,
 * which costs a publisher a load instead of some 25 ns. A cached time never goes back.
 *
 * <p>Threading: {@link #tick()} by the conductor, {@link #nanoTime()} by anybody.
 */
final class EngineClock implements EpochNanoClock {
    private final SystemEpochNanoClock system = new SystemEpochNanoClock();
    private final boolean isPrecise;
    private volatile long cachedNs;

    EngineClock(final ClockMode mode) {
        isPrecise = mode == ClockMode.PRECISE;
        tick();
    }

    void tick() {
        final long now = system.nanoTime();
        if (now > cachedNs) {
            cachedNs = now;
        }
    }

    @Override
    public long nanoTime() {
        return isPrecise ? system.nanoTime() : cachedNs;
    }
}
