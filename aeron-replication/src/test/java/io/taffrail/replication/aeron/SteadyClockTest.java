/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.CachedEpochClock;
import org.agrona.concurrent.CachedNanoClock;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private final CachedEpochClock wall = new CachedEpochClock();
    private final CachedNanoClock monotonic = new CachedNanoClock();

    @Test
    void shouldGoByMonotonicTimeWhenTheWallClockIsSet() {
        wall.update(1_000_000);
        monotonic.update(77);
        final SteadyClock clock = new SteadyClock(wall, monotonic);

        wall.update(5_000_000);
        monotonic.advance(TimeUnit.MILLISECONDS.toNanos(30));

        assertEquals(1_000_030, clock.time());
    }
}
