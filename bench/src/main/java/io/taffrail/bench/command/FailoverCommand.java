/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.command;

import io.taffrail.bench.nodes.NodePlan;
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
import picocli.CommandLine.ParameterException;

/** How long a replicated log cannot be published to when its leader is killed. */
@Command(
        name = "failover",
        description = {
            "From the SIGKILL of a leader to the next commit: three processes, the leader killed under load, again and again.",
            "In the end all logs are compared, with each other and with what was acknowledged; 1 when anything is missing."
        })
public final class FailoverCommand implements Callable<Integer> {
    private static final int LEAST_HEARTBEATS = 3;
    private static final int SECONDS_OF_A_ROUND = 5;
    private static final long MOST_RECORDS = 10_000_000;

    @Option(
            names = "--target",
            split = ",",
            paramLabel = "T",
            description = "clusters, one after the other: taffrail-3, aeron-cluster (default: ${DEFAULT-VALUE})",
            defaultValue = "taffrail-3")
    private List<String> targets;

    @Option(
            names = "--rounds",
            converter = Options.NotNegative.class,
            paramLabel = "N",
            description = "kills; 0 to watch for elections only (default: ${DEFAULT-VALUE})",
            defaultValue = "50")
    private int rounds;

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
            defaultValue = "100")
    private int size;

    @Option(
            names = "--election",
            converter = Options.Positive.class,
            paramLabel = "MS",
            description = "election.timeout.ms (default: ${DEFAULT-VALUE})",
            defaultValue = "150")
    private int electionMs;

    @Option(
            names = "--heartbeat",
            converter = Options.Positive.class,
            paramLabel = "MS",
            description = "heartbeat.interval.ms (default: ${DEFAULT-VALUE})",
            defaultValue = "25")
    private int heartbeatMs;

    @Option(
            names = "--steady",
            converter = Options.Seconds.class,
            paramLabel = "T",
            description = "load before the first kill, in which no leader should change, as 10m")
    private Integer steady;

    @Mixin
    private PlaceOptions options;

    /** For picocli. */
    public FailoverCommand() {
        // options are injected
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        final Targets known = Targets.find(PlaceOptions.home());
        targets.forEach(target -> requireCluster(known, target));
        final ResultStore store = options.store();
        final List<RunResult> results = options.runs(known, store)
                .run(targets.stream().map(this::workload).toList(), 1);
        for (final String target : targets) {
            print(last(results, target));
        }
        System.out.println("results: " + store.directory());
        return results.stream().anyMatch(result -> result.status() == Status.FAILED) ? 1 : 0;
    }

    private void requireCluster(final Targets known, final String target) {
        if (known.get(target) == null) {
            throw new ParameterException(options.typed(), known.refusal(target));
        }
        if (known.get(target).provider().cluster().isEmpty()) {
            throw new ParameterException(
                    options.typed(),
                    "target '" + target + "' has no leader that could be killed: try taffrail-3 or aeron-cluster");
        }
    }

    private Workload workload(final String target) {
        return new Workload(
                Kind.FAILOVER,
                target,
                size,
                1,
                0,
                ReaderLook.PAUSE,
                rate,
                rounds > 0 ? 1 : 0,
                steady == null ? 0 : steady,
                rounds,
                0,
                options.directory.toString(),
                Map.of(
                        NodePlan.ELECTION_MS,
                        Integer.toString(electionMs),
                        NodePlan.HEARTBEAT_MS,
                        Integer.toString(heartbeatMs)));
    }

    /** One that others disturbed was repeated. */
    private static RunResult last(final List<RunResult> results, final String target) {
        return results.stream()
                .filter(result -> result.workload().target().equals(target))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private void check() {
        if (electionMs < LEAST_HEARTBEATS * heartbeatMs) {
            throw new ParameterException(
                    options.typed(),
                    "--election=" + electionMs + " must be at least three times --heartbeat=" + heartbeatMs);
        }
        final long seconds = (long) rounds * SECONDS_OF_A_ROUND + (steady == null ? 0 : steady);
        if (seconds * rate > MOST_RECORDS) {
            throw new ParameterException(
                    options.typed(),
                    "some " + seconds + " s at --rate=" + rate + " are more than the " + MOST_RECORDS
                            + " records that can be compared; ask for less");
        }
    }

    private void print(final RunResult result) {
        System.out.println(result.workload().target() + ":");
        if (Double.isNaN(result.figure(Figures.FALSE_ELECTIONS))) {
            System.out.println("  not measured");
        } else {
            printFigures(result);
        }
        result.remarks().forEach(remark -> System.out.println("  " + remark));
    }

    private void printFigures(final RunResult result) {
        System.out.printf(Locale.ROOT, "  election %d ms, heartbeat %d ms%n", electionMs, heartbeatMs);
        if (rounds > 0) {
            System.out.printf(
                    Locale.ROOT,
                    "  failover, %d kills: min %.0f  p50 %.0f  p99 %.0f  max %.0f ms%n",
                    rounds,
                    ms(result, ".min"),
                    ms(result, ".p50"),
                    ms(result, ".p99"),
                    ms(result, ".max"));
        }
        System.out.printf(
                Locale.ROOT,
                "  elections without a kill, or that nobody won: %.0f%n",
                result.figure(Figures.FALSE_ELECTIONS));
        if (!Double.isNaN(result.figure(Figures.ACKNOWLEDGED))) {
            System.out.printf(
                    Locale.ROOT,
                    "  records %,.0f, the same on each node; acknowledged %,.0f%n",
                    result.figure(Figures.RECEIVED),
                    result.figure(Figures.ACKNOWLEDGED));
        }
    }

    private static double ms(final RunResult result, final String figure) {
        return result.figure(Figures.FAILOVER + figure) / 1e6;
    }
}
