/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.result;

import java.util.List;
import java.util.Map;

/**
 * One run.
 *
 * @param format      version of this record, {@link #FORMAT}.
 * @param startedAt   instant in ISO-8601.
 * @param round       number of the run among those of the same scenario and target, from 1.
 * @param command     line that was typed.
 * @param workload    what was run.
 * @param settings    how the target was set up, by itself.
 * @param status      what it is worth.
 * @param remarks     why it is not OK, one sentence each.
 * @param figures     by name, see {@link Figures}.
 * @param environment what it ran on.
 */
public record RunResult(
        int format,
        String startedAt,
        int round,
        String command,
        Workload workload,
        Map<String, String> settings,
        Status status,
        List<String> remarks,
        Map<String, Double> figures,
        Environment environment) {
    /** The present version. */
    public static final int FORMAT = 1;

    /**
     * A figure.
     *
     * @param name of it.
     * @return its value, NaN when the run does not have it.
     */
    public double figure(final String name) {
        return figures.getOrDefault(name, Double.NaN);
    }
}
