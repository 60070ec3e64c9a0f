/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.aeron;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * The wall clock as it was once, and monotonic time since. An embedded driver and its client tell by an epoch clock whether
 * the other is alive: if somebody set the wall clock forward, they would take each other for dead. They must share one.
 */
final class SteadyClock implements EpochClock {
    /** Of this process. */
    static final SteadyClock INSTANCE = new SteadyClock(SystemEpochClock.INSTANCE, SystemNanoClock.INSTANCE);

    private final NanoClock monotonic;
    private final long sinceMs;
    private final long sinceNs;

    SteadyClock(final EpochClock wall, final NanoClock monotonic) {
        this.monotonic = monotonic;
        this.sinceMs = wall.time();
        this.sinceNs = monotonic.nanoTime();
    }

    @Override
    public long time() {
        return sinceMs + TimeUnit.NANOSECONDS.toMillis(monotonic.nanoTime() - sinceNs);
    }
}
