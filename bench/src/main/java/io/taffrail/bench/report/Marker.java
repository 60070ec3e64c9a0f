/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.report;

import java.util.Locale;

/** Shapes of points, drawn around a centre. */
enum Marker {
    DISC("M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z", true),
    SQUARE("M-3.5 -3.5h7v7h-7z", true),
    TRIANGLE("M0 -4.5L4.2 3.2H-4.2z", true),
    DIAMOND("M0 -5L5 0L0 5L-5 0z", false),
    RING("M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z", false),
    WEDGE("M0 4.5L4.2 -3.2H-4.2z", true),
    BOX("M-3.2 -3.2h6.4v6.4h-6.4z", false),
    LOZENGE("M0 -5L5 0L0 5L-5 0z", true),
    TENT("M0 -4.2L4 3H-4z", false),
    FUNNEL("M0 4.2L4 -3H-4z", false),
    CROSS("M-3.5 -3.5L3.5 3.5M-3.5 3.5L3.5 -3.5", false),
    PLUS("M-4.5 0H4.5M0 -4.5V4.5", false);

    private final String shape;
    private final boolean isFull;

    Marker(final String shape, final boolean isFull) {
        this.shape = shape;
        this.isFull = isFull;
    }

    /** Draw it; the title is what a pointer over it says. */
    void draw(final Markup out, final double x, final double y, final String title) {
        out.open(
                "path",
                "class",
                isFull ? "marker full" : "marker",
                "d",
                shape,
                "transform",
                String.format(Locale.ROOT, "translate(%s %s)", Markup.number(x), Markup.number(y)));
        if (!title.isEmpty()) {
            out.element("title", title);
        }
        out.close();
    }
}
