/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.report;

import io.taffrail.bench.result.Status;
import java.util.List;
import java.util.Locale;

/** A table that scrolls by itself where the page is narrow. Columns first, then rows, then the end. */
final class Table {
    private final Markup out;

    private Table(final Markup out) {
        this.out = out;
    }

    /**
     * Begin one.
     *
     * @param out   to write to.
     * @param kind  for tests, as {@code data-table}.
     * @param title of it.
     * @param note  after the title, what must be known to read it; may be empty.
     * @return the table, in its heading row.
     */
    static Table begin(final Markup out, final String kind, final String title, final String note) {
        out.open("div", "class", "scroll", "role", "region", "aria-label", title, "tabindex", "0");
        out.open("table", "data-table", kind);
        out.open("caption").open("span").element("strong", title).text(note.isEmpty() ? "" : " " + note);
        out.close().close();
        out.open("thead").open("tr");
        return new Table(out);
    }

    Table textColumn(final String name) {
        out.element("th", name, "scope", "col");
        return this;
    }

    Table numberColumn(final String name) {
        out.element("th", name, "scope", "col", "class", "number");
        return this;
    }

    /** The columns are named: rows follow. */
    Table rows() {
        out.close().closeLine().open("tbody");
        return this;
    }

    /** A row that begins with a name. */
    Table row(final String name) {
        out.open("tr").element("th", name, "scope", "row");
        return this;
    }

    /** A row that begins with a target. */
    Table row(final Scenario scenario, final String target, final Palette palette) {
        out.open("tr", "data-target", target, "class", target.equals(Scenario.REFERENCE) ? "reference" : "other");
        out.open("th", "scope", "row").open("span", "class", "who");
        Chart.swatch(out, palette.of(target));
        out.text(target).close();
        if (scenario.isDoubtful(target)) {
            out.text(" ");
            badge(out, Status.DISTURBED);
        }
        out.close();
        return this;
    }

    Table number(final String text) {
        out.element("td", text, "class", "number");
        return this;
    }

    /** A number, and smaller under it how far the runs are apart. */
    Table number(final String text, final String spread) {
        out.open("td", "class", "number").text(text);
        if (!spread.isEmpty()) {
            out.text(" ").element("small", spread);
        }
        out.close();
        return this;
    }

    Table text(final String text) {
        out.element("td", text);
        return this;
    }

    Table wide(final String text) {
        out.element("td", text, "class", "wide");
        return this;
    }

    Table status(final Status status) {
        out.open("td");
        badge(out, status);
        out.close();
        return this;
    }

    Table list(final List<String> lines) {
        out.open("td", "class", "wide");
        if (!lines.isEmpty()) {
            out.open("ul");
            lines.forEach(line -> out.element("li", line));
            out.close();
        }
        out.close();
        return this;
    }

    Table endRow() {
        out.closeLine();
        return this;
    }

    void end() {
        out.close().close().closeLine();
    }

    static void badge(final Markup out, final Status status) {
        final String word = status.name().toLowerCase(Locale.ROOT);
        out.element("span", word, "class", "badge " + word);
    }
}
