/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.command;

import io.taffrail.bench.result.Kind;
import io.taffrail.bench.result.ResultStore;
import io.taffrail.bench.result.RunResult;
import io.taffrail.bench.result.Workload;
import io.taffrail.bench.rig.Runs;
import io.taffrail.bench.rig.Targets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Targets side by side. */
@Command(
        name = "compare",
        description = {
            "Targets side by side, each run in a JVM of its own, in turn: A B C A B C.",
            "Bursts of 100 B and 1 KiB, alone and with a reader; latencies at a fixed rate; sustained publishing."
        })
public final class CompareCommand implements Callable<Integer> {
    private static final int SMALL = 100;
    private static final int LARGE = 1024;
    private static final int QUICK_RUNS = 2;

    @Option(
            names = "--targets",
            split = ",",
            paramLabel = "NAME",
            description = "which, see 'targets' (default: ${DEFAULT-VALUE})",
            defaultValue = "null,bare-mapping,taffrail,taffrail-x16,disruptor,aeron-ipc,chronicle-queue")
    private List<String> names;

    @Option(names = "--quick", description = "fewer and shorter runs, nothing sustained: under ten minutes")
    private boolean isQuick;

    @Option(
            names = "--rate",
            converter = Options.Count.class,
            paramLabel = "R",
            description = "values a second of the latency runs (default: ${DEFAULT-VALUE})",
            defaultValue = "100k")
    private int rate;

    @Mixin
    private RunOptions options;

    /** For picocli. */
    public CompareCommand() {
        // options are injected
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        final Targets targets = Targets.find(RunOptions.home());
        final List<String> there = there(targets);
        final ResultStore store = options.store();
        final Runs runs = options.runs(targets, store);
        final int rounds = isQuick ? Math.min(QUICK_RUNS, options.runs) : options.runs;
        int status = there.size() < names.size() ? 1 : 0;
        for (final Workload scenario : scenarios()) {
            System.out.println(scenario.scenario());
            final List<RunResult> results = runs.run(Suitable.among(scenario, there, targets), rounds);
            status = Math.max(status, Ending.of(store, results));
        }
        return status;
    }

    /** Those that are there: a peer that could not be built is named, and the others run. */
    private List<String> there(final Targets targets) {
        final List<String> there = new ArrayList<>();
        for (final String name : names) {
            if (targets.get(name) == null) {
                System.err.println("error: " + targets.refusal(name));
            } else {
                there.add(name);
            }
        }
        return there;
    }

    private List<Workload> scenarios() {
        final List<Workload> scenarios = new ArrayList<>();
        for (final int size : new int[] {SMALL, LARGE}) {
            for (int readers = 0; readers <= 1; readers++) {
                scenarios.add(burst(size, readers));
            }
        }
        scenarios.add(timed(Kind.LATENCY, rate, isQuick ? 5 : 20));
        if (!isQuick) {
            scenarios.add(timed(Kind.SUSTAINED, 0, 60));
        }
        return scenarios;
    }

    private Workload burst(final int size, final int readers) {
        return new Workload(
                Kind.BURST,
                "",
                size,
                1,
                readers,
                options.look,
                0,
                isQuick ? 6 : 8,
                0,
                isQuick ? 3 : 7,
                100L << 20,
                options.directory.toString(),
                Map.of());
    }

    private Workload timed(final Kind kind, final int perSecond, final int seconds) {
        return new Workload(
                kind,
                "",
                SMALL,
                1,
                1,
                options.look,
                perSecond,
                isQuick ? 3 : 5,
                seconds,
                0,
                0,
                options.directory.toString(),
                Map.of());
    }
}
