/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.report;

import java.util.ArrayList;
import java.util.List;

/** A logarithmic axis, from one 1-2-5 step to another. */
final class LogAxis {
    private static final double SLACK = 1e-9;
    private static final double LEAST_RANGE = 10;
    private static final double RANGE_OF_FINE_LABELS = 101;
    private static final double RANGE_OF_MINOR_TICKS = 1.01e5;
    private static final int MOST_MULTIPLE = 9;

    private final double lowest;
    private final double highest;
    private final double from;
    private final double to;

    /** A line across the plot. */
    record Tick(double value, boolean isLabelled) {}

    /** An axis with these ends exactly. */
    LogAxis(final double lowest, final double highest, final double from, final double to) {
        if (!(lowest > 0 && highest > lowest)) {
            throw new IllegalArgumentException(
                    "a logarithmic axis goes from above 0 upwards: lowest=" + lowest + " highest=" + highest);
        }
        this.lowest = lowest;
        this.highest = highest;
        this.from = from;
        this.to = to;
    }

    /**
     * An axis with room for values, a decade at least.
     *
     * @param smallest value; anything below 1 is drawn at 1.
     * @param largest  value.
     * @param from     position of the lower end, in pixels.
     * @param to       position of the upper end.
     */
    static LogAxis covering(final double smallest, final double largest, final double from, final double to) {
        double low = stepAtMost(Math.max(1, smallest));
        double high = stepAtLeast(Math.max(low, largest));
        while (high / low < LEAST_RANGE * (1 - SLACK)) {
            high = stepAtLeast(high * (1 + 2 * SLACK));
            if (high / low < LEAST_RANGE * (1 - SLACK) && low > 1) {
                low = stepAtMost(low * (1 - 2 * SLACK));
            }
        }
        return new LogAxis(low, high, from, to);
    }

    /** The same values elsewhere. */
    LogAxis at(final double newFrom, final double newTo) {
        return new LogAxis(lowest, highest, newFrom, newTo);
    }

    double lowest() {
        return lowest;
    }

    double highest() {
        return highest;
    }

    /** Where a value is; one beyond an end is at that end. */
    double position(final double value) {
        final double inside = Math.min(highest, Math.max(lowest, value));
        return from + (to - from) * Math.log(inside / lowest) / Math.log(highest / lowest);
    }

    /** Powers of ten with labels; 2 and 5 as well where there are two decades or less; unlabelled ones between where there is room. */
    List<Tick> ticks() {
        final List<Tick> ticks = new ArrayList<>();
        final double range = highest / lowest;
        for (double decade = decadeOf(lowest); decade <= highest * (1 + SLACK); decade *= 10) {
            for (int multiple = 1; multiple <= MOST_MULTIPLE; multiple++) {
                final double value = decade * multiple;
                final boolean isInside = value >= lowest * (1 - SLACK) && value <= highest * (1 + SLACK);
                final boolean isFine = multiple == 2 || multiple == 5;
                final boolean isLabelled = multiple == 1 || isFine && range <= RANGE_OF_FINE_LABELS;
                if (isInside && (isLabelled || range <= RANGE_OF_MINOR_TICKS)) {
                    ticks.add(new Tick(value, isLabelled));
                }
            }
        }
        return ticks;
    }

    private static double decadeOf(final double value) {
        return Math.pow(10, Math.floor(Math.log10(value) + SLACK));
    }

    private static double stepAtMost(final double value) {
        final double decade = decadeOf(value);
        final double multiple = value / decade + SLACK;
        return decade * (multiple >= 5 ? 5 : multiple >= 2 ? 2 : 1);
    }

    private static double stepAtLeast(final double value) {
        final double decade = decadeOf(value);
        final double multiple = value / decade - SLACK;
        return decade * (multiple <= 1 ? 1 : multiple <= 2 ? 2 : multiple <= 5 ? 5 : 10);
    }
}
