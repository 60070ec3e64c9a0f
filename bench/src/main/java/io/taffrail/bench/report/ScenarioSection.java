/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.report;

import io.taffrail.bench.result.Kind;
import io.taffrail.bench.result.Workload;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** One scenario: how it was run, then its charts and tables. */
final class ScenarioSection {
    private ScenarioSection() {}

    static void write(final Markup out, final Scenario scenario, final Drawings drawings) throws IOException {
        out.open(
                "section",
                "id",
                scenario.id(),
                "data-scenario",
                scenario.name(),
                "data-kind",
                scenario.kind().name());
        out.element("h2", title(scenario));
        final Set<String> manners = new TreeSet<>();
        scenario.runs().forEach(run -> manners.add(manner(run.result().workload())));
        manners.forEach(manner -> out.element("p", manner, "class", "quiet"));
        doubts(out, scenario);
        if (scenario.kind() == Kind.LATENCY) {
            LatencySection.write(out, scenario, drawings);
        } else {
            ThroughputSection.write(out, scenario, drawings);
        }
        out.closeLine();
    }

    static String title(final Scenario scenario) {
        return scenario.name().substring(0, 1).toUpperCase(Locale.ROOT)
                + scenario.name().substring(1);
    }

    private static void doubts(final Markup out, final Scenario scenario) {
        final List<String> doubtful =
                scenario.targets().stream().filter(scenario::isDoubtful).toList();
        if (!doubtful.isEmpty()) {
            out.element(
                    "p",
                    "Only disturbed runs, so these figures say more about what else ran on the machine: "
                            + String.join(", ", doubtful) + ".",
                    "class",
                    "warning");
        }
        final List<String> failed = scenario.targets().stream()
                .filter(target -> scenario.counted(target).isEmpty())
                .toList();
        if (!failed.isEmpty()) {
            out.element(
                    "p",
                    "Every run failed, so there are no figures: " + String.join(", ", failed) + ".",
                    "class",
                    "warning");
        }
    }

    private static String manner(final Workload workload) {
        final String look = workload.readers() > 0 && workload.look() != null
                ? ", readers look again with '" + workload.look().name().toLowerCase(Locale.ROOT) + "'"
                : "";
        final String where = ", files in " + workload.directory();
        return switch (workload.kind()) {
            case LATENCY, SUSTAINED ->
                workload.seconds() + " s measured after " + workload.warmUp() + " s of warm-up" + look + where;
            case BURST ->
                workload.bursts() + " bursts of " + Units.size(workload.burstBytes()) + " measured after "
                        + workload.warmUp() + " of warm-up" + look + where;
            case FAILOVER, FOLLOWER_STOP -> throw new IllegalArgumentException("not in a report: " + workload);
        };
    }
}
