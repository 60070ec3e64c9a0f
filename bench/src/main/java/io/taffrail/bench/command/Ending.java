/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.command;

import io.taffrail.bench.result.ResultStore;
import io.taffrail.bench.result.RunResult;
import io.taffrail.bench.result.Status;
import io.taffrail.bench.rig.Summary;
import java.util.List;
import java.util.Set;

/** What is printed when all runs of a scenario are done. */
final class Ending {
    private static final String REFERENCE = "taffrail";

    private Ending() {}

    /** The exit code: 1 when a target has failed every time. */
    static int of(final ResultStore store, final List<RunResult> results) {
        final Set<String> targets = Summary.targets(results);
        if (!targets.isEmpty()) {
            Printout.table(
                    results,
                    targets.contains(REFERENCE) ? REFERENCE : targets.iterator().next());
        }
        System.out.println("results: " + store.directory());
        for (final String target : targets) {
            if (results.stream()
                    .filter(result -> result.workload().target().equals(target))
                    .allMatch(result -> result.status() == Status.FAILED)) {
                System.err.println("error: every run of " + target + " failed");
                return 1;
            }
        }
        return 0;
    }
}
