/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 ns",
        "17.4975, 17.5 ns",
        "402, 402 ns",
        "999.6, 1.00 us",
        "1000, 1.00 us",
        "46399, 46.4 us",
        "999999, 1.00 ms",
        "12689407, 12.7 ms",
        "60000000000, 60.0 s",
        "NaN, –"
    })
    void shouldShowTimesWithThreeDigits(final double ns, final String expected) {
        assertEquals(expected, Units.time(ns));
    }

    @ParameterizedTest
    @CsvSource({"1, 1 ns", "2000, 2 us", "100000, 100 us", "50000000, 50 ms"})
    void shouldLabelAxesWithoutZeros(final double ns, final String expected) {
        assertEquals(expected, Units.timeTick(ns));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1.00 ×",
        "0.4567, 0.46 ×",
        "23.45, 23.5 ×",
        "512.3, 512 ×",
        "0.001, < 0.01 ×",
        "NaN, –",
        "Infinity, –"
    })
    void shouldShowRatios(final double ratio, final String expected) {
        assertEquals(expected, Units.ratio(ratio));
    }

    @Test
    void shouldShowRatesAndSizes() {
        assertEquals("14.2 M/s", Units.rate(14_200_000));
        assertEquals("1.45 GB/s", Units.byteRate(1.449e9));
        assertEquals("23.5 GiB", Units.size(25_274_793_984.0));
        assertEquals("0.1 %", Units.percent(0.101));
    }

    @Test
    void shouldSayTheUnitOfASpanOnce() {
        assertEquals("7.07–292 us", Units.span("7.07 us", "292 us"));
        assertEquals("443 ns–85.2 us", Units.span("443 ns", "85.2 us"));
        assertEquals("50 ns", Units.span("50 ns", "50 ns"));
    }
}
