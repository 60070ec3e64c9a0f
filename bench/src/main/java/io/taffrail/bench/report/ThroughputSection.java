/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.report;

import io.taffrail.bench.result.Figures;
import io.taffrail.bench.result.Kind;
import java.util.List;

/** What there is to see of a scenario as fast as it goes. */
final class ThroughputSection {
    private ThroughputSection() {}

    static void write(final Markup out, final Scenario scenario, final Drawings drawings) {
        final List<String> targets = scenario.targets().stream()
                .filter(target -> !Double.isNaN(scenario.median(target, Figures.RATE)))
                .toList();
        if (targets.isEmpty()) {
            return;
        }
        final boolean isDoubtful = targets.stream().anyMatch(scenario::isDoubtful);
        final BarChart chart = new BarChart(scenario, targets, drawings.palette());
        final String words =
                "a second, median of the runs; the whisker goes from the lowest run to the highest; more is better"
                        + (chart.isCut() ? "; the bar of null is cut off" : "")
                        + (isDoubtful ? " (* only disturbed runs)" : "");
        drawings.figure(out, scenario, chart, targets, new String[] {"Values", words});
        table(out, scenario, targets, drawings.palette());
    }

    private static void table(
            final Markup out, final Scenario scenario, final List<String> targets, final Palette palette) {
        final boolean isSustained = scenario.kind() == Kind.SUSTAINED;
        final boolean isCompared = targets.contains(Scenario.REFERENCE) && targets.size() > 1;
        final Table table = Table.begin(
                out,
                "throughput",
                "Throughput",
                "medians of the runs, lowest–highest under them"
                        + (isCompared ? "; × is what it is of " + Scenario.REFERENCE + "'s, above 1 faster" : ""));
        table.textColumn("target").numberColumn("runs").numberColumn("values").numberColumn("bytes of values");
        if (isCompared) {
            table.numberColumn("×");
        }
        if (isSustained) {
            table.numberColumn("road").numberColumn("part of the road").numberColumn("kept on disk");
        } else {
            table.numberColumn("slowest burst").numberColumn("fastest burst");
        }
        table.rows();
        for (final String target : targets) {
            table.row(scenario, target, palette).number(LatencyTable.runs(scenario, target));
            table.number(
                    Units.rate(scenario.median(target, Figures.RATE)),
                    LatencyTable.spread(scenario, target, Figures.RATE, Units::rate));
            table.number(Units.byteRate(scenario.median(target, Figures.BYTES)));
            if (isCompared) {
                table.number(Units.ratio(scenario.ratio(target, Figures.RATE)));
            }
            if (isSustained) {
                road(table, scenario, target);
            } else {
                table.number(Units.rate(scenario.lowest(target, Figures.RATE_MIN)));
                table.number(Units.rate(scenario.highest(target, Figures.RATE_MAX)));
            }
            table.endRow();
        }
        table.end();
        if (isSustained) {
            out.element(
                    "p",
                    "The road is how fast files can be zeroed and touched on the same file system, with as much kept:"
                            + " a bound for whatever prepares its files as it goes.",
                    "class",
                    "quiet");
        }
    }

    private static void road(final Table table, final Scenario scenario, final String target) {
        final double road = scenario.median(target, Figures.ROAD);
        table.number(Units.byteRate(road), LatencyTable.spread(scenario, target, Figures.ROAD, Units::byteRate));
        table.number(Units.percent(100 * scenario.median(target, Figures.BYTES) / road));
        table.number(Units.size(scenario.median(target, Figures.DISK)));
    }
}
