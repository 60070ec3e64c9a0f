/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.report;

import io.taffrail.bench.result.Environment;
import io.taffrail.bench.result.ResultStore.Stored;
import io.taffrail.bench.result.RunResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What the runs ran on, and whether that was the same for all of them. */
final class EnvironmentSection {
    private static final Map<String, Function<Environment, String>> FIXED = new LinkedHashMap<>();
    private static final int EVERY_RUN = 1;

    static {
        FIXED.put("commit", Environment::commit);
        FIXED.put("JDK", Environment::jdk);
        FIXED.put("JVM flags", Environment::jvmFlags);
        FIXED.put("CPU", Environment::cpu);
        FIXED.put("cores", environment -> Integer.toString(environment.cores()));
        FIXED.put("memory", environment -> Units.size(environment.memoryBytes()));
        FIXED.put("kernel", Environment::kernel);
        FIXED.put("file system", Environment::fileSystem);
    }

    private final List<Environment> environments;

    private EnvironmentSection(final List<Stored> runs) {
        this.environments = runs.stream()
                .map(Stored::result)
                .map(RunResult::environment)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The machine in a line; the first one, where there are more. */
    static String machine(final List<Stored> runs) {
        final List<Environment> environments = new EnvironmentSection(runs).environments;
        if (environments.isEmpty()) {
            return "no run has told what it ran on";
        }
        final Environment first = environments.get(0);
        return first.cpu() + ", " + first.cores() + (first.cores() == 1 ? " core, " : " cores, ")
                + Units.size(first.memoryBytes()) + " of memory, " + first.kernel() + ", JDK " + first.jdk()
                + ", commit " + first.commit();
    }

    /** What differs among the runs, by name. */
    static List<String> differences(final List<Stored> runs) {
        final EnvironmentSection section = new EnvironmentSection(runs);
        final List<String> differences = new ArrayList<>();
        FIXED.forEach((name, value) -> {
            if (section.counts(value).size() > EVERY_RUN) {
                differences.add(name);
            }
        });
        return differences;
    }

    static void write(final Markup out, final List<Stored> runs) {
        new EnvironmentSection(runs).write(out, runs.size());
    }

    private void write(final Markup out, final int runs) {
        out.open("section", "id", "environment");
        out.element("h2", "Environment");
        if (environments.size() < runs) {
            out.element(
                    "p",
                    runs - environments.size() + " of " + runs + " runs ended before they told what they ran on.",
                    "class",
                    "warning");
        }
        if (!environments.isEmpty()) {
            final Table table = Table.begin(out, "environment", "What the runs ran on.", "");
            table.textColumn("").textColumn("value").rows();
            FIXED.forEach((name, value) -> fixed(out, table, name, value));
            measured(table, "core to core", Environment::handOffNs, Units::time);
            measured(table, "load before", Environment::loadBefore, Units::plain);
            measured(table, "load after", Environment::loadAfter, Units::plain);
            measured(table, "stolen by the host", Environment::stealPercent, Units::percent);
            measured(table, "used by others", Environment::othersPercent, Units::percent);
            table.end();
        }
        out.closeLine();
    }

    private void fixed(
            final Markup out, final Table table, final String name, final Function<Environment, String> value) {
        final Map<String, Integer> counts = counts(value);
        if (counts.size() == EVERY_RUN) {
            table.row(name).wide(counts.keySet().iterator().next()).endRow();
            return;
        }
        final List<String> lines = new ArrayList<>();
        counts.forEach((text, count) -> lines.add(text + " (" + count + (count == 1 ? " run)" : " runs)")));
        out.open("tr", "class", "differs").open("th", "scope", "row").text(name + " ");
        out.element("span", "differs", "class", "badge disturbed").close();
        table.list(lines).endRow();
    }

    private void measured(
            final Table table,
            final String name,
            final ToDoubleFunction<Environment> value,
            final Function<Double, String> text) {
        final double[] known = environments.stream()
                .mapToDouble(value)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        table.row(name)
                .wide(
                        known.length == 0
                                ? Units.NONE
                                : Units.range(text.apply(known[0]), text.apply(known[known.length - 1])))
                .endRow();
    }

    private Map<String, Integer> counts(final Function<Environment, String> value) {
        final Map<String, Integer> counts = new LinkedHashMap<>();
        environments.forEach(environment ->
                counts.merge(Objects.requireNonNullElse(value.apply(environment), "unknown"), 1, Integer::sum));
        return counts;
    }
}
