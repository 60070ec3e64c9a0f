/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.report;

import io.taffrail.bench.result.ResultStore.Stored;
import io.taffrail.bench.result.RunResult;
import io.taffrail.bench.result.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is said of runs rather than of scenarios: those that went wrong, how targets were set up, what was typed. */
final class RunsSection {
    private RunsSection() {}

    /** Failed ones first, then disturbed ones. */
    static void writeTroubled(final Markup out, final List<Stored> runs) {
        out.open("section", "id", "troubled-runs");
        out.element("h2", "Failed and disturbed runs");
        final List<Stored> troubled = new ArrayList<>();
        for (final Status status : List.of(Status.FAILED, Status.DISTURBED)) {
            runs.stream().filter(run -> run.result().status() == status).forEach(troubled::add);
        }
        if (troubled.isEmpty()) {
            out.element("p", "None: every run was undisturbed and reached its end.");
        } else {
            final Table table = Table.begin(
                    out,
                    "troubled",
                    troubled.size() + " of " + runs.size() + " runs.",
                    "A failed run counts nowhere; a disturbed one only for a target without any other.");
            table.textColumn("status")
                    .textColumn("result")
                    .textColumn("scenario")
                    .textColumn("target")
                    .numberColumn("round")
                    .textColumn("remarks")
                    .rows();
            for (final Stored run : troubled) {
                row(out, table, run);
            }
            table.end();
        }
        out.closeLine();
    }

    private static void row(final Markup out, final Table table, final Stored run) {
        final RunResult result = run.result();
        out.open(
                "tr",
                "data-status",
                result.status().name(),
                "data-target",
                result.workload().target());
        table.status(result.status())
                .text(run.json().getFileName().toString())
                .text(result.workload().scenario())
                .text(result.workload().target())
                .number(Integer.toString(result.round()))
                .list(result.remarks())
                .endRow();
    }

    /** The same settings once, with the scenarios that they were used in. */
    static void writeSettings(final Markup out, final List<Stored> runs) {
        final Map<String, Map<List<String>, Set<String>>> settings = new LinkedHashMap<>();
        for (final Stored run : runs) {
            final RunResult result = run.result();
            if (!result.settings().isEmpty() || result.status() != Status.FAILED) {
                final List<String> lines = new ArrayList<>();
                new TreeMap<>(result.settings()).forEach((key, value) -> lines.add(key + ": " + value));
                settings.computeIfAbsent(result.workload().target(), target -> new LinkedHashMap<>())
                        .computeIfAbsent(lines, same -> new LinkedHashSet<>())
                        .add(result.workload().scenario());
            }
        }
        out.open("section", "id", "settings");
        out.element("h2", "How each target was set up");
        final Table table = Table.begin(out, "settings", "Settings", "as each target tells them");
        table.textColumn("target").textColumn("settings").textColumn("in").rows();
        settings.forEach((target, variants) -> variants.forEach((lines, scenarios) -> {
            out.open("tr", "data-target", target).element("th", target, "scope", "row");
            table.list(lines.isEmpty() ? List.of("none") : lines)
                    .list(List.copyOf(scenarios))
                    .endRow();
        }));
        table.end();
        out.closeLine();
    }

    static void writeCommands(final Markup out, final List<Stored> runs) {
        final Set<String> commands = new LinkedHashSet<>();
        runs.forEach(run -> commands.add(run.result().command()));
        out.open("section", "id", "commands");
        out.element("h2", "Commands");
        out.open("ul", "class", "commands");
        commands.forEach(command -> out.open("li").element("code", command).close());
        out.close().closeLine();
    }
}
