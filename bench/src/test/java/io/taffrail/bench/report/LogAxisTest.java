/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogAxisTest {
    private static final double CLOSE = 1e-6;

    @ParameterizedTest
    @CsvSource({
        "30, 700000, 20, 1000000",
        "100, 1000, 100, 1000",
        "300, 310, 100, 1000",
        "0, 0, 1, 10",
        "5, 5, 2, 20",
        "1, 60000000000, 1, 100000000000"
    })
    void shouldBeginAndEndWithAStepAndHoldADecadeAtLeast(
            final double smallest, final double largest, final double lowest, final double highest) {
        final LogAxis axis = LogAxis.covering(smallest, largest, 0, 100);

        assertEquals(lowest, axis.lowest(), lowest * CLOSE);
        assertTrue(axis.highest() >= largest, axis.highest() + " ends below " + largest);
        assertTrue(axis.highest() / axis.lowest() >= 10 * (1 - CLOSE), "less than a decade");
        assertEquals(highest, axis.highest(), highest * CLOSE);
    }

    @Test
    void shouldPlaceDecadesAtEvenDistances() {
        final LogAxis axis = new LogAxis(1, 10_000, 300, 100);

        assertEquals(300, axis.position(1), CLOSE);
        assertEquals(250, axis.position(10), CLOSE);
        assertEquals(100, axis.position(10_000), CLOSE);
        assertEquals(300, axis.position(0.5), CLOSE, "below the axis");
        assertEquals(100, axis.position(1e9), CLOSE, "above the axis");
    }

    @Test
    void shouldLabelPowersOfTenOnly() {
        assertEquals(List.of(10.0, 100.0, 1_000.0, 10_000.0), labelled(new LogAxis(10, 10_000, 0, 1)));
    }

    @Test
    void shouldLabelTwosAndFivesOnAShortAxis() {
        assertEquals(List.of(100.0, 200.0, 500.0, 1_000.0), labelled(new LogAxis(100, 1_000, 0, 1)));
    }

    @Test
    void shouldHaveLinesBetweenLabelsOnlyWhereThereIsRoom() {
        assertEquals(28, new LogAxis(10, 10_000, 0, 1).ticks().size());
        assertEquals(8, new LogAxis(10, 100_000_000, 0, 1).ticks().size());
    }

    @Test
    void shouldRefuseAnAxisFromZero() {
        assertThrows(IllegalArgumentException.class, () -> new LogAxis(0, 10, 0, 1));
    }

    private static List<Double> labelled(final LogAxis axis) {
        return axis.ticks().stream()
                .filter(LogAxis.Tick::isLabelled)
                .map(tick -> (double) Math.round(tick.value()))
                .toList();
    }
}
