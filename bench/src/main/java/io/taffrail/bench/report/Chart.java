/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.report;

import java.util.Collection;
import java.util.function.Predicate;

/** A drawing: its frame is here, what is inside comes from each kind of chart. */
abstract class Chart {
    /** Units of the drawing, and about its pixels on a telephone. */
    static final double WIDTH = 400;

    private static final double LEGEND_ROW = 18;
    private static final double LEGEND_COLUMN = 195;
    private static final double SWATCH = 26;
    private static final double MARGIN = 8;

    private final String name;
    private final String label;

    /**
     * A chart.
     *
     * @param name  for files and tests.
     * @param label what is seen, in words, for those who do not see it.
     */
    Chart(final String name, final String label) {
        this.name = name;
        this.label = label;
    }

    String name() {
        return name;
    }

    String label() {
        return label;
    }

    abstract double height();

    abstract void draw(Markup out);

    /** As a part of a page, which has the styles and a legend. */
    void inline(final Markup out) {
        open(out, height());
        draw(out);
        out.closeLine();
    }

    /** As a file of its own. */
    String standalone(final Palette palette, final Collection<String> targets, final Predicate<String> isDoubtful) {
        final int columns = (int) ((WIDTH - MARGIN) / LEGEND_COLUMN);
        final int rows = (targets.size() + columns - 1) / columns;
        final Markup out = new Markup();
        open(out, height() + MARGIN + rows * LEGEND_ROW);
        out.element("title", label);
        out.open("style").raw(Resources.text("chart.css")).closeLine();
        out.empty("rect", "class", "paper", "width", "100%", "height", "100%");
        draw(out);
        int place = 0;
        for (final String target : targets) {
            final double x = MARGIN + place % columns * LEGEND_COLUMN;
            final double y = height() + MARGIN + place / columns * LEGEND_ROW;
            swatch(out, palette.of(target), x, y);
            out.element(
                    "text",
                    isDoubtful.test(target) ? target + " (disturbed)" : target,
                    "class",
                    "name",
                    "x",
                    Markup.number(x + SWATCH + 6),
                    "y",
                    Markup.number(y + 4));
            place++;
        }
        return out.closeLine().toString();
    }

    /** A target in a list: the drawing only, its name stands beside it. */
    static void swatch(final Markup out, final Palette.Look look) {
        out.open("svg", "class", "swatch", "viewBox", "0 0 26 12", "aria-hidden", "true");
        swatch(out, look, 0, 6);
        out.close();
    }

    private static void swatch(final Markup out, final Palette.Look look, final double x, final double y) {
        out.open("g", "class", "series " + look.colour());
        line(out, x, y, x + SWATCH, y, look.dash());
        look.marker().draw(out, x + SWATCH / 2, y, "");
        out.close();
    }

    private static void line(
            final Markup out, final double x1, final double y1, final double x2, final double y2, final String dash) {
        final String path =
                "M" + Markup.number(x1) + " " + Markup.number(y1) + "L" + Markup.number(x2) + " " + Markup.number(y2);
        out.empty("path", "class", "curve", "d", path, "stroke-dasharray", dash);
    }

    private void open(final Markup out, final double height) {
        out.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "class",
                "chart",
                "viewBox",
                "0 0 " + Markup.number(WIDTH) + " " + Markup.number(height),
                "role",
                "img",
                "aria-label",
                label);
    }
}
