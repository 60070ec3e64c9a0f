/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.rig;

import io.taffrail.bench.result.ResultStore;
import io.taffrail.bench.result.RunResult;
import io.taffrail.bench.result.Status;
import io.taffrail.bench.result.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs workloads in turn, A B C A B C, each in a JVM of its own, so that what changes on the machine meanwhile changes for all
 * of them. A run that others disturbed is repeated.
 */
public final class Runs {
    private final WorkerProcess workers;
    private final String command;
    private final Path home;
    private final int repeats;
    private final Consumer<RunResult> onResult;

    /**
     * Runs.
     *
     * @param targets  that there are.
     * @param store    where results go.
     * @param command  that was typed.
     * @param home     folder of the sources, or null.
     * @param repeats  of a run that others disturbed, at most.
     * @param onResult told of each run, disturbed ones included.
     */
    public Runs(
            final Targets targets,
            final ResultStore store,
            final String command,
            final Path home,
            final int repeats,
            final Consumer<RunResult> onResult) {
        this.workers = new WorkerProcess(targets, store);
        this.command = command;
        this.home = home;
        this.repeats = repeats;
        this.onResult = onResult;
    }

    /**
     * Run them.
     *
     * @param workloads one for each target.
     * @param rounds    how often.
     * @return all runs, the disturbed ones that were repeated included.
     * @throws IOException          if results cannot be kept.
     * @throws InterruptedException if this thread is interrupted.
     */
    public List<RunResult> run(final List<Workload> workloads, final int rounds)
            throws IOException, InterruptedException {
        final List<RunResult> results = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            for (final Workload workload : workloads) {
                run(workload, round, results);
            }
        }
        return results;
    }

    private void run(final Workload workload, final int round, final List<RunResult> results)
            throws IOException, InterruptedException {
        RunResult result;
        int repeated = -1;
        do {
            result = workers.run(workload, round, command, home);
            onResult.accept(result);
            results.add(result);
            repeated++;
        } while (repeated < repeats && result.status() == Status.DISTURBED);
    }
}
