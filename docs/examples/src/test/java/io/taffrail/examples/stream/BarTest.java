/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BarTest {
    private static final Instrument FUTURE = new Instrument(50, "S&P 500, a future");

    @Test
    void shouldAddTradesUpInAnyOrder() {
        final Trade low = Trade.of(new OrderLine(4, 2, 1_000), FUTURE);
        final Trade high = Trade.of(new OrderLine(5, 3, 2_000), FUTURE);

        final Bar bar = Bar.EMPTY.with(low).with(high);

        assertEquals(new Bar(2, 5, 2 * 1_000 * 50 + 3 * 2_000 * 50, 1_000, 2_000), bar);
        assertEquals(bar, Bar.EMPTY.with(high).with(low));
    }

    @Test
    void shouldBelongToTheWindowOfItsTime() {
        final long time = TimeUnit.MINUTES.toNanos(9 * 60 + 35);

        assertEquals("ES 09:35", Bar.key("ES", time, 5));
        assertEquals("ES 09:30", Bar.key("ES", time - 1, 5));
        assertEquals("ES 09:00", Bar.key("ES", time, 60));
        assertEquals("ES 00:00", Bar.key("ES", time, 1_440));
    }

    @Test
    void shouldReadBackWhatItWrote() {
        final Trade trade = Trade.of(new OrderLine(4, 2, 1_000), FUTURE);
        final Bar bar = Bar.EMPTY.with(trade);

        assertEquals(trade, Trade.parse(trade.value()));
        assertEquals(bar, Bar.parse(bar.value()));
        assertEquals(FUTURE, Instrument.parse(FUTURE.value()));
    }
}
