/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.report;

import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Everything recorded of one thing timed.
 *
 * @param total of all runs.
 * @param runs  their course, a moment after the other.
 */
record Recorded(Histogram total, List<List<Moment>> runs) {
    /**
     * A second of a run, or a few.
     *
     * @param second of the measured part where it begins.
     * @param p50    in nanoseconds.
     * @param p99    in nanoseconds.
     * @param max    in nanoseconds.
     */
    record Moment(int second, double p50, double p99, double max) {}

    /** How many moments there are in all. */
    int moments() {
        return runs.stream().mapToInt(List::size).sum();
    }
}
