/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.command;

import io.taffrail.bench.result.Figures;
import io.taffrail.bench.result.Kind;
import io.taffrail.bench.result.RunResult;
import io.taffrail.bench.result.Status;
import io.taffrail.bench.rig.Summary;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Results on the terminal. */
final class Printout {
    private static final PrintStream OUT = System.out;

    private Printout() {}

    /** One run. */
    static void line(final RunResult result) {
        final StringBuilder line = new StringBuilder(
                String.format(Locale.ROOT, "  %-22s run %d  ", result.workload().target(), result.round()));
        if (result.status() == Status.FAILED) {
            line.append("FAILED");
        } else {
            line.append(
                    switch (result.workload().kind()) {
                        case LATENCY -> latency(result);
                        case BURST, SUSTAINED ->
                            String.format(
                                    Locale.ROOT,
                                    "%9.3f M/s  %7.2f GB/s of values",
                                    result.figure(Figures.RATE) / 1e6,
                                    result.figure(Figures.BYTES) / 1e9);
                        case FAILOVER, FOLLOWER_STOP -> "done";
                    });
        }
        result.remarks().stream()
                .limit(2)
                .forEach(remark -> line.append("  [").append(remark).append(']'));
        OUT.println(line);
    }

    private static String latency(final RunResult result) {
        final StringBuilder text = new StringBuilder();
        for (final String timed : List.of(Figures.SERVICE, Figures.PUBLISH, Figures.END_TO_END)) {
            if (result.figures().containsKey(timed + ".max")) {
                text.append(String.format(
                        Locale.ROOT,
                        "%s p50 %s p99 %s p99.9 %s   ",
                        timed,
                        time(result.figure(Figures.percentile(timed, 50))),
                        time(result.figure(Figures.percentile(timed, 99))),
                        time(result.figure(Figures.percentile(timed, 99.9)))));
            }
        }
        return text.toString().stripTrailing();
    }

    /** Medians over the runs of each target, with their spread and the ratio to one of them. */
    static void table(final List<RunResult> results, final String reference) {
        if (results.isEmpty()) {
            return;
        }
        OUT.println(results.get(0).workload().scenario() + ", medians of the runs (lowest to highest):");
        if (results.get(0).workload().kind() == Kind.LATENCY) {
            for (final String timed : List.of(Figures.SERVICE, Figures.PUBLISH, Figures.END_TO_END)) {
                latencies(results, reference, timed);
            }
        } else {
            rates(results, reference);
        }
        if (Summary.targets(results).stream().anyMatch(target -> Summary.isDoubtful(results, target))) {
            OUT.println("  * only disturbed runs");
        }
        OUT.println();
    }

    private static void rates(final List<RunResult> results, final String reference) {
        final double base = Summary.median(results, reference, Figures.RATE);
        for (final String target : Summary.targets(results)) {
            final double median = Summary.median(results, target, Figures.RATE);
            if (Double.isNaN(median)) {
                OUT.printf("  %-22s failed%n", target);
                continue;
            }
            OUT.printf(
                    Locale.ROOT,
                    "  %-22s %9.3f M/s (%.3f to %.3f)%s  %6.2f x %s%n",
                    target,
                    median / 1e6,
                    Summary.lowest(results, target, Figures.RATE) / 1e6,
                    Summary.highest(results, target, Figures.RATE) / 1e6,
                    Summary.isDoubtful(results, target) ? "*" : " ",
                    median / base,
                    reference);
            final double road = Summary.median(results, target, Figures.ROAD);
            if (!Double.isNaN(road)) {
                OUT.printf(
                        Locale.ROOT,
                        "  %-22s road %.2f GB/s keeping %.2f GiB%n",
                        "",
                        road / 1e9,
                        Summary.median(results, target, Figures.DISK) / (1 << 30));
            }
        }
    }

    private static void latencies(final List<RunResult> results, final String reference, final String timed) {
        OUT.printf(
                "  %-12s %12s %12s %12s %12s %12s   p50 of %s%n",
                timed, "p50", "p99", "p99.9", "p99.99", "max", reference);
        final double base = Summary.median(results, reference, Figures.percentile(timed, 50));
        for (final String target : Summary.targets(results)) {
            if (Double.isNaN(Summary.median(results, target, timed + ".max"))) {
                continue;
            }
            OUT.printf("    %-18s", target + (Summary.isDoubtful(results, target) ? "*" : ""));
            for (final String figure : List.of("p50", "p99", "p99.9", "p99.99", "max")) {
                OUT.printf("%13s", time(Summary.median(results, target, timed + "." + figure)));
            }
            OUT.printf(
                    Locale.ROOT, "   %.2f x%n", Summary.median(results, target, Figures.percentile(timed, 50)) / base);
        }
    }

    /** A time in the unit that fits it. */
    static String time(final double ns) {
        if (ns < 1_000) {
            return String.format(Locale.ROOT, "%.0f ns", ns);
        }
        if (ns < 1_000_000) {
            return String.format(Locale.ROOT, "%.1f us", ns / 1e3);
        }
        return ns < 1e9
                ? String.format(Locale.ROOT, "%.1f ms", ns / 1e6)
                : String.format(Locale.ROOT, "%.1f s", ns / 1e9);
    }
}
