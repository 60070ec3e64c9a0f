/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.report;

import io.taffrail.bench.result.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/** Percentiles in numbers. */
final class LatencyTable {
    private static final double[] COMPARED = {50, 99, 99.9};

    private LatencyTable() {}

    static void write(
            final Markup out,
            final Scenario scenario,
            final String timed,
            final String meaning,
            final Palette palette) {
        final List<String> targets = targets(scenario, timed);
        if (targets.isEmpty()) {
            return;
        }
        final boolean isCompared = targets.contains(Scenario.REFERENCE) && targets.size() > 1;
        final Table table = Table.begin(
                out,
                "latency-" + timed,
                timed,
                "latency, " + meaning + "; medians of the runs, lowest–highest under them"
                        + (isCompared ? "; × is what it is of " + Scenario.REFERENCE + "'s, above 1 slower" : ""));
        table.textColumn("target").numberColumn("runs");
        for (final double percentile : Figures.PERCENTILES) {
            table.numberColumn(heading(percentile));
        }
        table.numberColumn("max");
        if (isCompared) {
            for (final double percentile : COMPARED) {
                table.numberColumn(heading(percentile) + " ×");
            }
        }
        table.rows();
        for (final String target : targets) {
            table.row(scenario, target, palette).number(runs(scenario, target));
            for (final String figure : figures(timed)) {
                number(table, scenario, target, figure);
            }
            for (int i = 0; isCompared && i < COMPARED.length; i++) {
                table.number(Units.ratio(scenario.ratio(target, Figures.percentile(timed, COMPARED[i]))));
            }
            table.endRow();
        }
        table.end();
    }

    /** What is left of the call when the rig's own part is taken away. */
    static void writeLessNothing(final Markup out, final Scenario scenario, final Palette palette) {
        final List<String> targets = targets(scenario, Figures.SERVICE);
        if (!targets.remove(Scenario.NOTHING) || targets.isEmpty()) {
            return;
        }
        final Table table = Table.begin(
                out,
                "service-less-null",
                "service less null",
                "medians without what the rig and its clock take by themselves; percentiles do not subtract exactly,"
                        + " so read the low ones");
        table.textColumn("target");
        for (final double percentile : Figures.PERCENTILES) {
            table.numberColumn(heading(percentile));
        }
        table.rows();
        for (final String target : targets) {
            table.row(scenario, target, palette);
            for (final double percentile : Figures.PERCENTILES) {
                final String figure = Figures.percentile(Figures.SERVICE, percentile);
                final double rest = scenario.median(target, figure) - scenario.median(Scenario.NOTHING, figure);
                table.number(rest < 0 ? "less than null" : Units.time(rest));
            }
            table.endRow();
        }
        table.end();
    }

    /** Runs that count, of all. */
    static String runs(final Scenario scenario, final String target) {
        return scenario.counted(target).size() + " of " + scenario.runs(target).size();
    }

    /** For example {@code p99.9}. */
    private static String heading(final double percentile) {
        return Figures.percentile("", percentile).substring(1);
    }

    private static void number(final Table table, final Scenario scenario, final String target, final String figure) {
        table.number(Units.time(scenario.median(target, figure)), spread(scenario, target, figure, Units::time));
    }

    /** How far the runs are apart; nothing where there is one. */
    static String spread(
            final Scenario scenario, final String target, final String figure, final DoubleFunction<String> text) {
        return scenario.counted(target).size() < 2
                ? ""
                : Units.span(text.apply(scenario.lowest(target, figure)), text.apply(scenario.highest(target, figure)));
    }

    private static List<String> figures(final String timed) {
        final List<String> figures = new ArrayList<>();
        for (final double percentile : Figures.PERCENTILES) {
            figures.add(Figures.percentile(timed, percentile));
        }
        figures.add(timed + ".max");
        return figures;
    }

    private static List<String> targets(final Scenario scenario, final String timed) {
        final List<String> targets = new ArrayList<>(scenario.targets());
        targets.removeIf(target -> Double.isNaN(scenario.median(target, timed + ".max")));
        return targets;
    }
}
