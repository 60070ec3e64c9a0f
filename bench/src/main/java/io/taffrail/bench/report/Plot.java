/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.report;

/**
 * The field of a chart that values are drawn in.
 *
 * @param left   edge in pixels.
 * @param top    edge.
 * @param right  edge.
 * @param bottom edge.
 */
record Plot(double left, double top, double right, double bottom) {
    private static final double GAP = 6;
    private static final double HALF_LETTER = 4;
    private static final double LINE = 14;

    double width() {
        return right - left;
    }

    /** Lines and labels of times, from the bottom to the top. */
    void timeAxis(final Markup out, final LogAxis axis) {
        out.open("g", "class", "axis y");
        for (final LogAxis.Tick tick : axis.ticks()) {
            final double y = axis.position(tick.value());
            segment(out, tick.isLabelled() ? "grid" : "grid minor", left, y, right, y);
            if (tick.isLabelled()) {
                text(out, "end", left - GAP, y + HALF_LETTER, Units.timeTick(tick.value()));
            }
        }
        out.close();
    }

    /** A line from the bottom to the top with a label under it. */
    void mark(final Markup out, final double x, final String label) {
        segment(out, "grid", x, top, x, bottom);
        text(out, "middle", x, bottom + LINE + 2, label);
    }

    /** What is written under the labels. */
    void caption(final Markup out, final String text) {
        text(out, "middle", (left + right) / 2, bottom + 2 * LINE + HALF_LETTER, text);
    }

    /** A straight line. */
    static void segment(
            final Markup out, final String style, final double x1, final double y1, final double x2, final double y2) {
        out.empty(
                "line",
                "class",
                style,
                "x1",
                Markup.number(x1),
                "y1",
                Markup.number(y1),
                "x2",
                Markup.number(x2),
                "y2",
                Markup.number(y2));
    }

    /** A label. */
    static void text(final Markup out, final String anchor, final double x, final double y, final String text) {
        out.element("text", text, "class", "label " + anchor, "x", Markup.number(x), "y", Markup.number(y));
    }
}
