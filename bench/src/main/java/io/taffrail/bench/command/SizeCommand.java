/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.command;

import io.taffrail.bench.machine.Machine;
import io.taffrail.bench.result.Figures;
import io.taffrail.bench.result.Kind;
import io.taffrail.bench.result.ResultStore;
import io.taffrail.bench.result.RunResult;
import io.taffrail.bench.result.Status;
import io.taffrail.bench.result.Workload;
import io.taffrail.bench.rig.Runs;
import io.taffrail.bench.rig.Scratch;
import io.taffrail.bench.rig.Targets;
import io.taffrail.bench.targets.ReaderLook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a load needs, from figures measured here. */
@Command(
        name = "size",
        description = "Partitions, disk, memory and network for a load, from figures measured on this machine.")
public final class SizeCommand implements Callable<Integer> {
    private static final int REPEATS = 2;

    @Option(
            names = "--records-per-second",
            required = true,
            converter = Options.Count.class,
            paramLabel = "R",
            description = "of all publishers together, as 200k")
    private int rate;

    @Option(
            names = "--record-bytes",
            required = true,
            converter = Options.ValueBytes.class,
            paramLabel = "B",
            description = "of a value, 32 or more")
    private int bytes;

    @Option(
            names = "--retention",
            required = true,
            converter = Options.Retention.class,
            paramLabel = "T",
            description = "how long records are kept, as 12h or 7d")
    private long retentionSeconds;

    @Option(
            names = "--batch",
            converter = Options.Positive.class,
            paramLabel = "N",
            description = "records published together (default: ${DEFAULT-VALUE})",
            defaultValue = "1")
    private int batch;

    @Option(
            names = "--replicas",
            converter = Options.Positive.class,
            paramLabel = "N",
            description = "copies of each partition, the leader's included (default: ${DEFAULT-VALUE})",
            defaultValue = "1")
    private int replicas;

    @Option(
            names = "--duration",
            converter = Options.Seconds.class,
            paramLabel = "T",
            description = "of the measurement (default: ${DEFAULT-VALUE})",
            defaultValue = "10s")
    private int seconds;

    @Option(
            names = "--dir",
            converter = Options.Directory.class,
            paramLabel = "D",
            description = "file system that the log will be on (default: ${DEFAULT-VALUE})",
            defaultValue = "/tmp")
    private Path directory;

    /** For picocli. */
    public SizeCommand() {
        // options are injected
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        System.out.println(Machine.describe(directory));
        final RunResult measured = measure();
        if (measured.status() == Status.FAILED) {
            System.err.println("error: the measurement failed: " + String.join("; ", measured.remarks()));
            return 1;
        }
        measured.remarks()
                .forEach(remark -> System.out.println("note: " + remark + ": measure again when it is quiet"));
        final Sizing sizing = new Sizing(rate, bytes, batch, replicas, retentionSeconds, measured.figure(Figures.RATE));
        sizing.lines().forEach(System.out::println);
        return 0;
    }

    /** One partition, with a reader, for as long as the frontier has to prepare everything. */
    private RunResult measure() throws IOException, InterruptedException {
        final Workload workload = new Workload(
                Kind.SUSTAINED,
                batch >= Sizing.MEASURED_BATCH ? "taffrail-x16" : "taffrail",
                bytes,
                1,
                1,
                ReaderLook.PAUSE,
                0,
                3,
                seconds,
                0,
                0,
                directory.toString(),
                Map.of());
        final Path results = Scratch.create(directory);
        try {
            final Targets targets = Targets.find(null);
            final Runs runs = new Runs(
                    targets, ResultStore.create(results), "taffrail bench size", null, REPEATS, Printout::line);
            final List<RunResult> all = runs.run(List.of(workload), 1);
            return all.get(all.size() - 1);
        } finally {
            Scratch.delete(results);
        }
    }
}
