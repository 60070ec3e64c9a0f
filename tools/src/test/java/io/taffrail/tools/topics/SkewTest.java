/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.topics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SkewTest {
    @Test
    void shouldCompareTheHottestPartitionWithItsFairShare() {
        final Skew skew = Skew.of(10, 20, 25, 45);

        assertEquals("skew 1.8: partition 3 takes 45 % of the records", skew.text());
        assertEquals(0.1, skew.share(0));
        assertEquals(100, skew.total());
    }

    @Test
    void shouldBeOneWhenAllHaveTheSameOrNothing() {
        assertEquals(1, Skew.of(0, 0).factor());
        assertEquals(1, Skew.of(7, 7, 7).factor(), 1e-9);
        assertEquals(1, Skew.of(9).factor());
        assertEquals(3, Skew.of(0, 9, 0).factor());
    }

    @Test
    void shouldCountRecordsPerSecond() {
        final Rates rates = Rates.of(new long[] {5, 5, 5}, new long[] {5, 6, 1005}, TimeUnit.MILLISECONDS.toNanos(500));

        assertEquals("0", Rates.text(rates.perSecond(0)));
        assertEquals("2.0", Rates.text(rates.perSecond(1)));
        assertEquals("2000", Rates.text(rates.perSecond(2)));
    }
}
