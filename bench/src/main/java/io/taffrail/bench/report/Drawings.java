/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.report;

import io.taffrail.bench.result.Status;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The charts of a report: each is drawn into the page, and kept as a file of its own where that is wanted. */
final class Drawings {
    private final Palette palette;
    private final boolean isKept;
    private final Map<String, String> files = new LinkedHashMap<>();

    Drawings(final Palette palette, final boolean isKept) {
        this.palette = palette;
        this.isKept = isKept;
    }

    Palette palette() {
        return palette;
    }

    /** Markup by the name of the file, empty when charts are not kept. */
    Map<String, String> files() {
        return files;
    }

    /** A chart with words under it. */
    void figure(
            final Markup out,
            final Scenario scenario,
            final Chart chart,
            final Collection<String> targets,
            final String[] words) {
        out.open("figure", "data-chart", chart.name());
        out.open("figcaption").element("strong", words[0]).text(" " + words[1]).close();
        chart.inline(out);
        out.closeLine();
        if (isKept) {
            files.put(
                    scenario.id() + "-" + chart.name() + ".svg",
                    chart.standalone(palette, targets, scenario::isDoubtful));
        }
    }

    /** Which line is whose. */
    void legend(final Markup out, final Scenario scenario) {
        out.open("ul", "class", "legend", "aria-label", "targets");
        for (final String target : scenario.targets()) {
            out.open("li", "data-target", target);
            Chart.swatch(out, palette.of(target));
            out.text(target);
            if (scenario.isDoubtful(target)) {
                Table.badge(out, Status.DISTURBED);
            }
            out.close();
        }
        out.closeLine();
    }
}
