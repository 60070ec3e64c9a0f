/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.report;

import io.taffrail.bench.report.Recorded.Moment;
import io.taffrail.bench.result.Figures;
import io.taffrail.bench.result.ResultStore.Stored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What there is to see of a scenario at a fixed rate. */
final class LatencySection {
    private static final List<String> TIMED = List.of(Figures.END_TO_END, Figures.PUBLISH, Figures.SERVICE);
    private static final Map<String, String> MEANINGS = Map.of(
            Figures.END_TO_END, "from the intended time of sending until a reader has it",
            Figures.PUBLISH, "from the intended time of sending until it was sent",
            Figures.SERVICE, "the call of send alone");

    private final Scenario scenario;
    private final Drawings drawings;
    private final Map<String, Map<String, Recorded>> recorded = new LinkedHashMap<>();

    private LatencySection(final Scenario scenario, final Drawings drawings) throws IOException {
        this.scenario = scenario;
        this.drawings = drawings;
        for (final String target : scenario.targets()) {
            HistogramLogs.read(scenario.counted(target))
                    .forEach((timed, values) -> recorded.computeIfAbsent(timed, name -> new LinkedHashMap<>())
                            .put(target, values));
        }
    }

    static void write(final Markup out, final Scenario scenario, final Drawings drawings) throws IOException {
        final LatencySection section = new LatencySection(scenario, drawings);
        drawings.legend(out, scenario);
        section.missing(out);
        section.percentiles(out);
        for (final String timed : TIMED) {
            LatencyTable.write(out, scenario, timed, MEANINGS.get(timed), drawings.palette());
        }
        LatencyTable.writeLessNothing(out, scenario, drawings.palette());
        section.course(out, Figures.END_TO_END);
        section.course(out, Figures.PUBLISH);
    }

    private void missing(final Markup out) {
        final List<String> without = new ArrayList<>();
        for (final String target : scenario.targets()) {
            scenario.counted(target).stream()
                    .filter(run -> run.histograms() == null)
                    .map(Stored::json)
                    .forEach(json -> without.add(json.getFileName().toString()));
        }
        if (!without.isEmpty()) {
            out.element(
                    "p",
                    "Without a histogram log, and so in the tables but not in the curves: "
                            + String.join(", ", without),
                    "class",
                    "warning");
        }
    }

    private void percentiles(final Markup out) {
        final LogAxis axis = axis(TIMED, false);
        if (axis == null) {
            return;
        }
        out.element("h3", "Percentiles");
        out.open("div", "class", "charts");
        for (final String timed : TIMED) {
            final Map<String, Histogram> curves = new LinkedHashMap<>();
            of(timed).forEach((target, values) -> {
                if (values.total().getTotalCount() > 0) {
                    curves.put(target, values.total());
                }
            });
            if (curves.isEmpty()) {
                continue;
            }
            final String label = scenario.name() + ": " + timed + " latency by percentile";
            final Chart chart = new PercentileChart(
                    "percentiles-" + timed,
                    label,
                    referenceLast(curves),
                    drawings.palette(),
                    axis,
                    scenario::isDoubtful);
            drawings.figure(out, scenario, chart, curves.keySet(), new String[] {timed, MEANINGS.get(timed)});
        }
        out.closeLine();
    }

    /** Small charts, one for each target, with the same scale. */
    private void course(final Markup out, final String timed) {
        final LogAxis axis = axis(List.of(timed), true);
        if (axis == null) {
            return;
        }
        out.element("h3", "Over time: " + timed);
        out.element(
                "p", "p50 (plain), p99 (dashed) and highest (thin, marked) of each point in time.", "class", "quiet");
        out.open("div", "class", "charts");
        of(timed).forEach((target, values) -> {
            if (values.moments() > 0) {
                final Chart chart = new TimelineChart(
                        "timeline-" + timed + "-" + target,
                        scenario.name() + ": " + timed + " latency of " + target + " over time",
                        target,
                        drawings.palette().of(target),
                        values,
                        axis);
                drawings.figure(out, scenario, chart, List.of(target), new String[] {
                    target, scenario.isDoubtful(target) ? timed + ", only disturbed runs" : timed
                });
            }
        });
        out.closeLine();
    }

    private Map<String, Recorded> of(final String timed) {
        return recorded.getOrDefault(timed, Map.of());
    }

    /** An axis for all of some things timed; null where there is nothing to draw. */
    private LogAxis axis(final List<String> timed, final boolean isCourse) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = 0;
        for (final String name : timed) {
            for (final Recorded values : of(name).values()) {
                if (values.total().getTotalCount() == 0) {
                    continue;
                }
                lowest = Math.min(lowest, isCourse ? lowestMedian(values) : lowestDrawn(values.total()));
                highest = Math.max(highest, values.total().getMaxValue());
            }
        }
        return lowest <= highest ? LogAxis.covering(lowest, highest, 0, 1) : null;
    }

    private static double lowestDrawn(final Histogram histogram) {
        return histogram.getValueAtPercentile(0);
    }

    private static double lowestMedian(final Recorded values) {
        return values.runs().stream()
                .flatMap(List::stream)
                .mapToDouble(Moment::p50)
                .min()
                .orElse(1);
    }

    private static Map<String, Histogram> referenceLast(final Map<String, Histogram> curves) {
        final Map<String, Histogram> ordered = new LinkedHashMap<>(curves);
        final Histogram reference = ordered.remove(Scenario.REFERENCE);
        if (reference != null) {
            ordered.put(Scenario.REFERENCE, reference);
        }
        return ordered;
    }
}
