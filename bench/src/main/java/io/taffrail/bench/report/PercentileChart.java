/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.report;

import java.util.Map;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;

/**
 * Latencies by percentile. To the right each step has a tenth of the values above it: a straight horizontal line would be a
 * target that never stalls.
 */
final class PercentileChart extends Chart {
    private static final double HEIGHT = 330;
    private static final Plot PLOT = new Plot(54, 12, WIDTH - 26, HEIGHT - 40);
    private static final int POINTS_PER_DECADE = 20;
    private static final double LEAST_DECADES = 2;
    private static final double MOST_DECADES = 7;
    private static final int LABELLED_DECADES = 6;
    private static final double HUNDRED = 100;
    private static final String[] DECADES = {"0", "90", "99", "99.9", "99.99", "99.999", "99.9999"};

    private final Map<String, Histogram> curves;
    private final Palette palette;
    private final Predicate<String> isDoubtful;
    private final LogAxis values;
    private final LogAxis odds;
    private final double last;

    /**
     * A chart.
     *
     * @param name    of it.
     * @param label   of it.
     * @param curves  by target, none of them empty; the last is drawn over the others.
     * @param palette of the report.
     * @param values  what the axis must hold, shared by charts that stand side by side.
     * @param isDoubtful whether a target has disturbed runs only.
     */
    PercentileChart(
            final String name,
            final String label,
            final Map<String, Histogram> curves,
            final Palette palette,
            final LogAxis values,
            final Predicate<String> isDoubtful) {

        super(name, label);
        this.curves = curves;
        this.isDoubtful = isDoubtful;
        this.palette = palette;
        this.values = values.at(PLOT.bottom(), PLOT.top());
        final double most = curves.values().stream()
                .mapToDouble(Histogram::getTotalCount)
                .max()
                .orElse(1);
        this.last = Math.pow(10, Math.min(MOST_DECADES, Math.max(LEAST_DECADES, Math.log10(most))));
        this.odds = new LogAxis(1, last, PLOT.left(), PLOT.right());
    }

    @Override
    double height() {
        return HEIGHT;
    }

    @Override
    void draw(final Markup out) {
        PLOT.timeAxis(out, values);
        out.open("g", "class", "axis x");
        for (int i = 0; i <= LABELLED_DECADES && Math.pow(10, i) <= last; i++) {
            PLOT.mark(out, odds.position(Math.pow(10, i)), DECADES[i]);
        }
        PLOT.caption(out, "percentile (%)");
        out.close();
        curves.forEach((target, histogram) -> curve(out, target, histogram));
    }

    private void curve(final Markup out, final String target, final Histogram histogram) {
        final Palette.Look look = palette.of(target);
        final double end = Math.min(histogram.getTotalCount(), last);
        final StringBuilder path = new StringBuilder("M");
        final int points = (int) Math.ceil(Math.log10(end) * POINTS_PER_DECADE);
        for (int i = 0; i <= points; i++) {
            final double odd = Math.min(end, Math.pow(10, (double) i / POINTS_PER_DECADE));
            path.append(i == 0 ? "" : "L").append(point(odd, at(histogram, odd)));
        }
        final String doubt = isDoubtful.test(target) ? " doubtful" : "";
        out.open("g", "class", "series " + look.colour() + doubt, "data-target", target);
        out.empty("path", "class", "curve", "d", path.toString(), "stroke-dasharray", look.dash());
        marker(out, target, histogram, "50", 2);
        for (int i = 1; i <= LABELLED_DECADES && Math.pow(10, i) < end; i++) {
            marker(out, target, histogram, DECADES[i], Math.pow(10, i));
        }
        look.marker()
                .draw(
                        out,
                        odds.position(end),
                        values.position(histogram.getMaxValue()),
                        target + " max: " + Units.time(histogram.getMaxValue()));
        out.closeLine();
    }

    private void marker(
            final Markup out,
            final String target,
            final Histogram histogram,
            final String percentile,
            final double odd) {
        final double value = at(histogram, odd);
        palette.of(target)
                .marker()
                .draw(
                        out,
                        odds.position(odd),
                        values.position(value),
                        target + " p" + percentile + ": " + Units.time(value));
    }

    private String point(final double odd, final double value) {
        return Markup.number(odds.position(odd)) + " " + Markup.number(values.position(value));
    }

    private static double at(final Histogram histogram, final double odd) {
        return histogram.getValueAtPercentile(HUNDRED - HUNDRED / odd);
    }
}
