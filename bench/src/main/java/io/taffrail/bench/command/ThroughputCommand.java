/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.command;

import io.taffrail.bench.result.Kind;
import io.taffrail.bench.result.ResultStore;
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

/** How many values a second. */
@Command(
        name = "throughput",
        description = "Values a second: bursts into prepared room, or sustained with --sustained.")
public final class ThroughputCommand implements Callable<Integer> {
    @Option(
            names = "--target",
            split = ",",
            paramLabel = "NAME",
            description = "one or more, see 'targets' (default: ${DEFAULT-VALUE})",
            defaultValue = "bare-mapping,taffrail,taffrail-x16")
    private List<String> names;

    @Option(
            names = "--size",
            converter = Options.ValueBytes.class,
            split = ",",
            paramLabel = "B",
            description = "bytes of a value, one or more sizes of 32 and up (default: ${DEFAULT-VALUE})",
            defaultValue = "100")
    private List<Integer> sizes;

    @Option(
            names = "--publishers",
            converter = Options.Positive.class,
            paramLabel = "N",
            description = "sending threads (default: ${DEFAULT-VALUE})",
            defaultValue = "1")
    private int publishers;

    @Option(
            names = "--readers",
            converter = Options.NotNegative.class,
            paramLabel = "N",
            description = "threads that receive everything (default: ${DEFAULT-VALUE})",
            defaultValue = "0")
    private int readers;

    @Option(
            names = "--mib",
            converter = Options.Positive.class,
            paramLabel = "M",
            description = "MiB of values in one burst (default: ${DEFAULT-VALUE})",
            defaultValue = "100")
    private int mib;

    @Option(
            names = "--bursts",
            converter = Options.Positive.class,
            paramLabel = "N",
            description = "measured bursts of each run (default: ${DEFAULT-VALUE})",
            defaultValue = "7")
    private int bursts;

    @Option(
            names = "--sustained",
            converter = Options.Seconds.class,
            paramLabel = "T",
            description = "no bursts: as fast as it goes for a time, as 60s")
    private Integer sustained;

    @Option(
            names = "--warm-up",
            converter = Options.NotNegative.class,
            paramLabel = "N",
            description = "bursts, or seconds of a sustained run, before (default: ${DEFAULT-VALUE})",
            defaultValue = "5")
    private int warmUp;

    @Mixin
    private RunOptions options;

    /** For picocli. */
    public ThroughputCommand() {
        // options are injected
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        final Targets targets = Targets.find(RunOptions.home());
        final List<List<Workload>> scenarios = new ArrayList<>();
        for (final int size : sizes) {
            scenarios.add(options.forTargets(workload(size), names, targets));
        }
        final ResultStore store = options.store();
        final Runs runs = options.runs(targets, store);
        int status = 0;
        for (final List<Workload> scenario : scenarios) {
            status = Math.max(status, Ending.of(store, runs.run(scenario, options.runs)));
        }
        return status;
    }

    private Workload workload(final int size) {
        return new Workload(
                sustained == null ? Kind.BURST : Kind.SUSTAINED,
                "",
                size,
                publishers,
                readers,
                options.look,
                0,
                warmUp,
                sustained == null ? 0 : sustained,
                bursts,
                (long) mib << 20,
                options.directory.toString(),
                Map.of());
    }
}
