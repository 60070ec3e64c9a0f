/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.rig;

import io.taffrail.bench.machine.CpuUse;
import io.taffrail.bench.result.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What a rig found. */
final class Measured {
    private final Map<String, Double> figures = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();
    private final Map<String, SecondHistograms> histograms = new LinkedHashMap<>();
    private Map<String, String> settings = Map.of();
    private CpuUse.Share share = new CpuUse.Share(0, 0);

    void figure(final String name, final double value) {
        figures.put(name, value);
    }

    void fail(final String why) {
        if (why != null && !failures.contains(why)) {
            failures.add(why);
        }
    }

    void settings(final Map<String, String> ofTarget) {
        settings = ofTarget;
    }

    void share(final CpuUse.Share ofOthers) {
        share = ofOthers;
    }

    /** Keep latencies, and their percentiles as figures. */
    void latencies(final String timed, final SecondHistograms recorded) {
        histograms.put(timed, recorded);
        final Histogram total = recorded.total();
        for (final double percentile : Figures.PERCENTILES) {
            figure(Figures.percentile(timed, percentile), total.getValueAtPercentile(percentile));
        }
        figure(timed + ".max", total.getMaxValue());
        figure(timed + ".count", total.getTotalCount());
    }

    Map<String, Double> figures() {
        return figures;
    }

    List<String> failures() {
        return failures;
    }

    Map<String, SecondHistograms> histograms() {
        return histograms;
    }

    Map<String, String> settings() {
        return settings;
    }

    CpuUse.Share share() {
        return share;
    }
}
