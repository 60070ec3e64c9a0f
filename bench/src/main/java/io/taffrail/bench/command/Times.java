/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.command;

import org.HdrHistogram.Histogram;

/** Prints how long things took. */
final class Times {
    private Times() {}

    /**
     * Print a line of quantiles.
     *
     * @param what  took so long.
     * @param times in nanoseconds.
     * @param ns    of the unit to print.
     * @param unit  its name.
     */
    static void print(final String what, final Histogram times, final double ns, final String unit) {
        System.out.printf(
                "  %-12s  p50 %.2f  p99 %.2f  p99.9 %.2f  max %.2f %s  (%d)%n",
                what,
                times.getValueAtPercentile(50) / ns,
                times.getValueAtPercentile(99) / ns,
                times.getValueAtPercentile(99.9) / ns,
                times.getMaxValue() / ns,
                unit,
                times.getTotalCount());
    }
}
