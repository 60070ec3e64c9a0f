/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.report;

import io.taffrail.bench.result.Figures;
import java.util.List;

/**
 * Rates as bars from zero, with a whisker from the lowest to the highest run. The null target may go beyond the axis: it does
 * next to nothing, and on its scale the others could not be told apart.
 */
final class BarChart extends Chart {
    private static final double ROW = 44;
    private static final double TOP = 4;
    private static final double BOTTOM = 26;
    private static final double LEFT = 8;
    private static final double RIGHT = WIDTH - 12;
    private static final double NAME = 16;
    private static final double BAR = 23;
    private static final double THICK = 13;
    private static final double CAP = 4;
    private static final int MOST_STEPS = 5;

    private final Scenario scenario;
    private final List<String> targets;
    private final Palette palette;
    private final double most;

    /**
     * A chart.
     *
     * @param scenario of it.
     * @param targets  that have a rate.
     * @param palette  of the report.
     */
    BarChart(final Scenario scenario, final List<String> targets, final Palette palette) {
        super("values-per-second", scenario.name() + ": values a second, median of the runs, for each target");
        this.scenario = scenario;
        this.targets = targets;
        this.palette = palette;
        final double highest = targets.stream()
                .filter(target -> targets.size() == 1 || !target.equals(Scenario.NOTHING))
                .mapToDouble(target -> scenario.highest(target, Figures.RATE))
                .max()
                .orElse(1);
        this.most = Math.max(1, highest);
    }

    /** Whether a bar goes beyond the axis. */
    boolean isCut() {
        return targets.stream().anyMatch(target -> scenario.median(target, Figures.RATE) > most);
    }

    @Override
    double height() {
        return TOP + targets.size() * ROW + BOTTOM;
    }

    @Override
    void draw(final Markup out) {
        final double bottom = height() - BOTTOM;
        final double step = step(most);
        out.open("g", "class", "axis x");
        for (double value = 0; value <= most; value += step) {
            Plot.segment(out, "grid", x(value), TOP, x(value), bottom);
            final boolean isEdge = value == 0 || x(value) > RIGHT - NAME;
            Plot.text(
                    out,
                    !isEdge ? "middle" : value == 0 ? "start" : "end",
                    value == 0 ? x(value) - CAP : x(value) + (isEdge ? CAP : 0),
                    bottom + NAME,
                    value == 0 ? "0" : Units.rateTick(value));
        }
        out.close();
        double y = TOP;
        for (final String target : targets) {
            bar(out, target, y);
            y += ROW;
        }
    }

    private void bar(final Markup out, final String target, final double y) {
        final double median = scenario.median(target, Figures.RATE);
        final double lowest = scenario.lowest(target, Figures.RATE);
        final double highest = scenario.highest(target, Figures.RATE);
        final boolean isDoubtful = scenario.isDoubtful(target);
        final double middle = y + BAR + THICK / 2;
        out.open(
                "g",
                "class",
                "bar " + palette.of(target).colour() + (isDoubtful ? " doubtful" : ""),
                "data-target",
                target);
        out.element(
                "title",
                target + ": " + Units.rate(median) + ", runs from " + Units.rate(lowest) + " to " + Units.rate(highest)
                        + (isDoubtful ? ", all of them disturbed" : ""));
        out.element(
                "text",
                target + (isDoubtful ? " *" : ""),
                "class",
                "name",
                "x",
                Markup.number(LEFT),
                "y",
                Markup.number(y + NAME));
        out.element(
                "text",
                said(target, median),
                "class",
                "name end",
                "x",
                Markup.number(RIGHT),
                "y",
                Markup.number(y + NAME));
        out.empty(
                "rect",
                "x",
                Markup.number(LEFT),
                "y",
                Markup.number(y + BAR),
                "width",
                Markup.number(Math.max(1, x(median) - LEFT)),
                "height",
                Markup.number(THICK));
        if (median > most) {
            out.empty("path", "class", "cut", "d", cut(middle));
        } else {
            whisker(out, "halo", x(lowest), x(highest), middle);
            whisker(out, "whisker", x(lowest), x(highest), middle);
        }
        out.closeLine();
    }

    private String said(final String target, final double median) {
        final double ratio = scenario.ratio(target, Figures.RATE);
        return Units.rate(median)
                + (Double.isNaN(ratio) || target.equals(Scenario.REFERENCE) ? "" : "  (" + Units.ratio(ratio) + ")");
    }

    private static void whisker(
            final Markup out, final String style, final double from, final double to, final double middle) {
        Plot.segment(out, style, from, middle, to, middle);
        Plot.segment(out, style, from, middle - CAP, from, middle + CAP);
        Plot.segment(out, style, to, middle - CAP, to, middle + CAP);
    }

    /** A slanted gap near the end of a bar that goes on. */
    private static String cut(final double middle) {
        return "M" + Markup.number(RIGHT - 4 * CAP) + " " + Markup.number(middle + THICK) + "l" + Markup.number(2 * CAP)
                + " " + Markup.number(-2 * THICK);
    }

    private double x(final double value) {
        return LEFT + (RIGHT - LEFT) * Math.min(value, most) / most;
    }

    /** The smallest of 1, 2, 5 and so on that divides the axis into few enough parts. */
    private static double step(final double most) {
        final double decade = Math.pow(10, Math.floor(Math.log10(most / MOST_STEPS)));
        for (final int multiple : new int[] {1, 2, 5}) {
            if (decade * multiple * MOST_STEPS >= most) {
                return decade * multiple;
            }
        }
        return decade * 10;
    }
}
