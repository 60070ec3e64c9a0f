/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.command;

import io.taffrail.bench.result.Figures;
import io.taffrail.bench.result.Kind;
import io.taffrail.bench.result.ResultStore;
import io.taffrail.bench.result.RunResult;
import io.taffrail.bench.result.Status;
import io.taffrail.bench.result.Workload;
import io.taffrail.bench.rig.Targets;
import io.taffrail.bench.targets.ReaderLook;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a leader notices when a follower stands still. */
@Command(
        name = "follower-stop",
        description = {
            "A leader under load, in turn with all followers and with one that stands still (SIGSTOP).",
            "Then how fast that one gets what it missed."
        })
public final class FollowerStopCommand implements Callable<Integer> {
    private static final String TARGET = "taffrail-3";

    @Option(
            names = "--rounds",
            converter = Options.Positive.class,
            paramLabel = "N",
            description = "of both (default: ${DEFAULT-VALUE})",
            defaultValue = "5")
    private int rounds;

    @Option(
            names = "--stopped",
            converter = Options.Seconds.class,
            paramLabel = "T",
            description = "how long it stands still, and how long all are up in between (default: ${DEFAULT-VALUE})",
            defaultValue = "10s")
    private int seconds;

    @Option(
            names = "--rate",
            converter = Options.Count.class,
            paramLabel = "R",
            description = "values a second (default: ${DEFAULT-VALUE})",
            defaultValue = "10k")
    private int rate;

    @Option(
            names = "--size",
            converter = Options.ValueBytes.class,
            paramLabel = "B",
            description = "bytes of a value (default: ${DEFAULT-VALUE})",
            defaultValue = "1024")
    private int size;

    @Option(
            names = "--warm-up",
            converter = Options.Seconds.class,
            paramLabel = "T",
            description = "before it, at the same rate (default: ${DEFAULT-VALUE})",
            defaultValue = "10s")
    private int warmUp;

    @Option(
            names = "--look",
            converter = RunOptions.LookConverter.class,
            paramLabel = "HOW",
            description = "how the publisher waits for the next value: as latency's (default: ${DEFAULT-VALUE})",
            defaultValue = "pause")
    private ReaderLook look;

    @Mixin
    private PlaceOptions options;

    /** For picocli. */
    public FollowerStopCommand() {
        // options are injected
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        final Workload workload = new Workload(
                Kind.FOLLOWER_STOP,
                TARGET,
                size,
                1,
                0,
                look,
                rate,
                warmUp,
                seconds,
                rounds,
                0,
                options.directory.toString(),
                Map.of());
        final ResultStore store = options.store();
        final List<RunResult> results =
                options.runs(Targets.find(PlaceOptions.home()), store).run(List.of(workload), 1);
        final RunResult result = results.get(results.size() - 1);
        if (Double.isNaN(result.figure(Figures.CATCH_UP))) {
            System.out.println("not measured:");
        } else {
            print(result);
        }
        result.remarks().forEach(remark -> System.out.println("  " + remark));
        System.out.println("results: " + store.directory());
        return result.status() == Status.FAILED ? 1 : 0;
    }

    private static void print(final RunResult result) {
        for (final String timed : List.of(Figures.SERVICE, Figures.COMMIT)) {
            for (final double percentile : new double[] {50, 99}) {
                print(result, timed, percentile);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "caught up on %.0f MB at %.0f MB/s%n",
                result.figure(Figures.MISSED) / 1e6,
                result.figure(Figures.CATCH_UP) / 1e6);
    }

    private static void print(final RunResult result, final String timed, final double percentile) {
        final double up = result.figure(Figures.percentile(timed, percentile));
        final double stopped = result.figure(Figures.percentile(timed + Figures.STOPPED, percentile));
        System.out.printf(
                Locale.ROOT,
                "%-8s p%-3.0f  all up %12s   one stopped %12s   %.2f x%n",
                timed,
                percentile,
                Printout.time(up),
                Printout.time(stopped),
                stopped / up);
    }
}
