/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.command;

import io.taffrail.bench.result.Kind;
import io.taffrail.bench.result.ResultStore;
import io.taffrail.bench.result.RunResult;
import io.taffrail.bench.result.Workload;
import io.taffrail.bench.rig.Targets;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Latencies at a fixed rate. */
@Command(
        name = "latency",
        description =
                "Latencies at a fixed rate, from the intended time of sending, and the time of the call beside them.")
public final class LatencyCommand implements Callable<Integer> {
    @Option(
            names = "--target",
            split = ",",
            paramLabel = "NAME",
            description = "one or more, see 'targets' (default: null,taffrail)",
            defaultValue = "null,taffrail")
    private List<String> names;

    @Option(
            names = "--rate",
            converter = Options.Count.class,
            paramLabel = "R",
            description = "values a second, as 100k (default: ${DEFAULT-VALUE})",
            defaultValue = "100k")
    private int rate;

    @Option(
            names = "--size",
            converter = Options.ValueBytes.class,
            paramLabel = "B",
            description = "bytes of a value, 32 or more (default: ${DEFAULT-VALUE})",
            defaultValue = "100")
    private int size;

    @Option(
            names = "--duration",
            converter = Options.Seconds.class,
            paramLabel = "T",
            description = "measured, as 30s or 2m (default: ${DEFAULT-VALUE})",
            defaultValue = "30s")
    private int seconds;

    @Option(
            names = "--warm-up",
            converter = Options.Seconds.class,
            paramLabel = "T",
            description = "before it, at the same rate; a target may need more (default: ${DEFAULT-VALUE})",
            defaultValue = "5s")
    private int warmUp;

    @Option(
            names = "--publishers",
            converter = Options.Positive.class,
            paramLabel = "N",
            description = "threads that share the rate (default: ${DEFAULT-VALUE})",
            defaultValue = "1")
    private int publishers;

    @Option(
            names = "--readers",
            converter = Options.NotNegative.class,
            paramLabel = "N",
            description = "threads that receive everything; 0 for publishing alone (default: ${DEFAULT-VALUE})",
            defaultValue = "1")
    private int readers;

    @Mixin
    private RunOptions options;

    /** For picocli. */
    public LatencyCommand() {
        // options are injected
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        final Targets targets = Targets.find(RunOptions.home());
        final Workload workload = new Workload(
                Kind.LATENCY,
                "",
                size,
                publishers,
                readers,
                options.look,
                rate,
                warmUp,
                seconds,
                0,
                0,
                options.directory.toString(),
                Map.of());
        final List<Workload> workloads = options.forTargets(workload, names, targets);
        final ResultStore store = options.store();
        final List<RunResult> results = options.runs(targets, store).run(workloads, options.runs);
        return Ending.of(store, results);
    }
}
