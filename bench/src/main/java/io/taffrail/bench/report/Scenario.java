/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.report;

import io.taffrail.bench.result.Kind;
import io.taffrail.bench.result.ResultStore.Stored;
import io.taffrail.bench.result.RunResult;
import io.taffrail.bench.result.Status;
import io.taffrail.bench.rig.Summary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Runs that may be compared.
 *
 * @param name of {@link io.taffrail.bench.result.Workload#scenario()}.
 * @param id   of its part of the page, and the beginning of the names of its charts.
 * @param runs all of them, in their order.
 */
record Scenario(String name, String id, List<Stored> runs) {
    /** The target that others are compared with. */
    static final String REFERENCE = "taffrail";

    /** The target that shows what the rig and the machine cost by themselves. */
    static final String NOTHING = "null";

    /** Scenarios in the order of their first runs. */
    static List<Scenario> of(final List<Stored> stored) {
        final Map<String, List<Stored>> byName = new LinkedHashMap<>();
        for (final Stored run : stored) {
            byName.computeIfAbsent(run.result().workload().scenario(), name -> new ArrayList<>())
                    .add(run);
        }
        final Set<String> ids = new HashSet<>();
        final List<Scenario> scenarios = new ArrayList<>();
        byName.forEach((name, runs) -> scenarios.add(new Scenario(name, id(name, ids), runs)));
        return scenarios;
    }

    Kind kind() {
        return runs.get(0).result().workload().kind();
    }

    List<RunResult> results() {
        return runs.stream().map(Stored::result).toList();
    }

    Set<String> targets() {
        return Summary.targets(results());
    }

    List<Stored> runs(final String target) {
        return runs.stream()
                .filter(run -> run.result().workload().target().equals(target))
                .toList();
    }

    /** Runs whose figures are shown: as {@link Summary} has it, disturbed ones only where there are no others. */
    List<Stored> counted(final String target) {
        final Status wanted = isDoubtful(target) ? Status.DISTURBED : Status.OK;
        return runs(target).stream()
                .filter(run -> run.result().status() == wanted)
                .toList();
    }

    boolean isDoubtful(final String target) {
        return Summary.isDoubtful(results(), target);
    }

    double median(final String target, final String figure) {
        return Summary.median(results(), target, figure);
    }

    double lowest(final String target, final String figure) {
        return Summary.lowest(results(), target, figure);
    }

    double highest(final String target, final String figure) {
        return Summary.highest(results(), target, figure);
    }

    /** Median of a target in medians of the reference; NaN where there is none. */
    double ratio(final String target, final String figure) {
        return median(target, figure) / median(REFERENCE, figure);
    }

    private static String id(final String name, final Set<String> taken) {
        final String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String id = plain;
        for (int i = 2; !taken.add(id); i++) {
            id = plain + "-" + i;
        }
        return id;
    }
}
