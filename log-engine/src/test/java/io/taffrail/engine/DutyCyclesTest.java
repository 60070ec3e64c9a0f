/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taffrail.settings.ClockMode;
import io.taffrail.settings.Threading;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DutyCyclesTest {
    private final AtomicInteger ticks = new AtomicInteger();

    @Test
    void shouldDoDutiesInTheCallersThreadWhenTheyHaveNone() {
        try (DutyCycles duties = duties(Threading.INVOKER)) {
            duties.invoke();
        }

        assertEquals(1, ticks.get());
    }

    @Test
    void shouldLeaveDutiesToTheirThreadsWhenTheyHaveSome() {
        try (DutyCycles duties = duties(Threading.THREADS)) {
            assertEquals(0, duties.invoke());
        }

        assertEquals(0, ticks.get());
    }

    private DutyCycles duties(final Threading threading) {
        return new DutyCycles(
                new EngineClock(ClockMode.CACHED), List::of, ticks::incrementAndGet, 1_000_000, threading);
    }
}
