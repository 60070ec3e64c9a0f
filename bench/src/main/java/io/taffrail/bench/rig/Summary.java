/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.rig;

import io.taffrail.bench.result.RunResult;
import io.taffrail.bench.result.Status;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;

/** Figures over the runs of a target. Undisturbed runs count; only where there are none, disturbed ones do; failed ones never. */
public final class Summary {
    private Summary() {}

    /**
     * Targets of some results.
     *
     * @param results to look at.
     * @return names in the order of their first runs.
     */
    public static Set<String> targets(final List<RunResult> results) {
        final Set<String> targets = new LinkedHashSet<>();
        results.forEach(result -> targets.add(result.workload().target()));
        return targets;
    }

    /**
     * Median of a figure.
     *
     * @param results to look at.
     * @param target  whose.
     * @param figure  which.
     * @return the median, NaN when no run has it.
     */
    public static double median(final List<RunResult> results, final String target, final String figure) {
        final double[] values = values(results, target, figure).sorted().toArray();
        final int middle = values.length / 2;
        if (values.length == 0) {
            return Double.NaN;
        }
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /**
     * Lowest value of a figure.
     *
     * @param results to look at.
     * @param target  whose.
     * @param figure  which.
     * @return the lowest, NaN when no run has it.
     */
    public static double lowest(final List<RunResult> results, final String target, final String figure) {
        return values(results, target, figure).min().orElse(Double.NaN);
    }

    /**
     * Highest value of a figure.
     *
     * @param results to look at.
     * @param target  whose.
     * @param figure  which.
     * @return the highest, NaN when no run has it.
     */
    public static double highest(final List<RunResult> results, final String target, final String figure) {
        return values(results, target, figure).max().orElse(Double.NaN);
    }

    /**
     * Whether others disturbed every run of a target.
     *
     * @param results to look at.
     * @param target  whose.
     * @return true when its figures say little.
     */
    public static boolean isDoubtful(final List<RunResult> results, final String target) {
        return !has(results, target, Status.OK) && has(results, target, Status.DISTURBED);
    }

    private static boolean has(final List<RunResult> results, final String target, final Status status) {
        return results.stream()
                .anyMatch(result -> result.workload().target().equals(target) && result.status() == status);
    }

    private static DoubleStream values(final List<RunResult> results, final String target, final String figure) {
        final Status wanted = has(results, target, Status.OK) ? Status.OK : Status.DISTURBED;
        return results.stream()
                .filter(result -> result.workload().target().equals(target) && result.status() == wanted)
                .mapToDouble(result -> result.figure(figure))
                .filter(value -> !Double.isNaN(value));
    }
}
