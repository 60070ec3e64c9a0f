/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.console;

import java.util.ArrayList;
import java.util.List;

/** Rows in aligned columns; a column of numbers stands to the right. */
public final class Table {
    private static final String GAP = "  ";

    private final List<String[]> rows = new ArrayList<>();
    private final String[] titles;

    /**
     * A table without rows.
     *
     * @param titles of the columns.
     */
    public Table(final String... titles) {
        this.titles = titles.clone();
    }

    /**
     * Add a row.
     *
     * @param cells one for each column.
     * @return this.
     */
    public Table row(final Object... cells) {
        final String[] row = new String[titles.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = String.valueOf(cells[i]);
        }
        rows.add(row);
        return this;
    }

    /**
     * Print titles and rows.
     *
     * @param output to print to.
     */
    public void print(final Output output) {
        final int[] widths = new int[titles.length];
        final boolean[] isRight = new boolean[titles.length];
        for (int i = 0; i < titles.length; i++) {
            widths[i] = titles[i].length();
            isRight[i] = !rows.isEmpty();
            for (final String[] row : rows) {
                widths[i] = Math.max(widths[i], row[i].length());
                isRight[i] &= row[i].isEmpty() || Character.isDigit(row[i].charAt(0)) || row[i].charAt(0) == '-';
            }
        }
        output.line(line(titles, widths, isRight));
        for (final String[] row : rows) {
            output.line(line(row, widths, isRight));
        }
    }

    private static String line(final String[] cells, final int[] widths, final boolean[] isRight) {
        final StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            final String pad = " ".repeat(widths[i] - cells[i].length());
            line.append(i == 0 ? "" : GAP).append(isRight[i] ? pad + cells[i] : cells[i] + pad);
        }
        return line.toString().stripTrailing();
    }
}
