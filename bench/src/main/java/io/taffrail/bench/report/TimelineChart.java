/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.report;

import io.taffrail.bench.report.Recorded.Moment;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How the latencies of a target went, second by second, its runs one after another. */
final class TimelineChart extends Chart {
    private static final double HEIGHT = 190;
    private static final Plot PLOT = new Plot(54, 12, WIDTH - 36, HEIGHT - 40);
    private static final double NEAREST_LABELS = 12;
    private static final double HALF_LETTER = 4;
    private static final int MOST_MARKERS = 120;
    private static final double WIDTH_OF_A_RUN = 40;

    private final String target;
    private final Palette.Look look;
    private final Recorded recorded;
    private final LogAxis values;
    private final double step;

    /**
     * A chart.
     *
     * @param name     of it.
     * @param label    of it.
     * @param target   that it is of.
     * @param look     of the target.
     * @param recorded with one moment at least.
     * @param values   what the axis must hold, shared by charts that stand side by side.
     */
    TimelineChart(
            final String name,
            final String label,
            final String target,
            final Palette.Look look,
            final Recorded recorded,
            final LogAxis values) {
        super(name, label);
        this.target = target;
        this.look = look;
        this.recorded = recorded;
        this.values = values.at(PLOT.bottom(), PLOT.top());
        this.step = PLOT.width() / recorded.moments();
    }

    @Override
    double height() {
        return HEIGHT;
    }

    @Override
    void draw(final Markup out) {
        PLOT.timeAxis(out, values);
        runs(out);
        out.open("g", "class", "series " + look.colour(), "data-target", target);
        curve(out, "p50", Moment::p50);
        curve(out, "p99", Moment::p99);
        curve(out, "max", Moment::max);
        markers(out);
        out.closeLine();
        labels(out);
    }

    private void runs(final Markup out) {
        out.open("g", "class", "axis x");
        final boolean isWide = PLOT.width() / recorded.runs().size() >= WIDTH_OF_A_RUN;
        double x = PLOT.left();
        int number = 1;
        for (final List<Moment> run : recorded.runs()) {
            final double end = x + run.size() * step;
            Plot.segment(out, "edge", x, PLOT.top(), x, PLOT.bottom());
            if (isWide) {
                Plot.text(out, "middle", (x + end) / 2, PLOT.bottom() + 16, "run " + number);
            }
            x = end;
            number++;
        }
        final int seconds = secondsBetween();
        PLOT.caption(out, "run after run, a point every " + (seconds == 1 ? "second" : seconds + " seconds"));
        out.close();
    }

    private int secondsBetween() {
        final List<Moment> run = recorded.runs().get(0);
        return run.size() < 2 ? 1 : run.get(1).second() - run.get(0).second();
    }

    private void curve(final Markup out, final String name, final ToDoubleFunction<Moment> value) {
        final StringBuilder path = new StringBuilder();
        double x = PLOT.left() + step / 2;
        for (final List<Moment> run : recorded.runs()) {
            String command = "M";
            for (final Moment moment : run) {
                path.append(command)
                        .append(Markup.number(x))
                        .append(' ')
                        .append(Markup.number(values.position(value.applyAsDouble(moment))));
                command = "L";
                x += step;
            }
        }
        out.empty("path", "class", "curve " + name, "d", path.toString());
    }

    private void markers(final Markup out) {
        if (recorded.moments() > MOST_MARKERS) {
            return;
        }
        double x = PLOT.left() + step / 2;
        int number = 1;
        for (final List<Moment> run : recorded.runs()) {
            for (final Moment moment : run) {
                final String title = target + " run " + number + ", second " + moment.second() + ": p50 "
                        + Units.time(moment.p50()) + ", p99 " + Units.time(moment.p99()) + ", max "
                        + Units.time(moment.max());
                look.marker().draw(out, x, values.position(moment.max()), title);
                x += step;
            }
            number++;
        }
    }

    /** At the ends of the lines, moved apart where they would cover each other. */
    private void labels(final Markup out) {
        final List<Moment> run = recorded.runs().get(recorded.runs().size() - 1);
        final Moment last = run.get(run.size() - 1);
        final double max = values.position(last.max());
        final double p99 = Math.max(values.position(last.p99()), max + NEAREST_LABELS);
        final double p50 = Math.max(values.position(last.p50()), p99 + NEAREST_LABELS);
        final double tooLow = Math.max(0, p50 - PLOT.bottom());
        final double x = PLOT.right() + HALF_LETTER;
        Plot.text(out, "start", x, max - tooLow + HALF_LETTER, "max");
        Plot.text(out, "start", x, p99 - tooLow + HALF_LETTER, "p99");
        Plot.text(out, "start", x, p50 - tooLow + HALF_LETTER, "p50");
    }
}
