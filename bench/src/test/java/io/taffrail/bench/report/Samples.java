/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.report;

import io.taffrail.bench.result.Environment;
import io.taffrail.bench.result.Figures;
import io.taffrail.bench.result.Kind;
import io.taffrail.bench.result.ResultStore;
import io.taffrail.bench.result.RunResult;
import io.taffrail.bench.result.Status;
import io.taffrail.bench.result.Workload;
import io.taffrail.bench.targets.ReaderLook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** Results as runs leave them, with figures that a test can foretell. */
final class Samples {
    static final int SECONDS = 3;

    private static final int VALUES_A_SECOND = 1_000;
    private static final long START_MS = 1_800_000_000_000L;

    private final ResultStore store;
    private int round;

    Samples(final Path directory) throws IOException {
        this.store = ResultStore.create(directory);
    }

    /** Two targets and null at a rate, two bursts, a sustained run, a disturbed and a failed run. */
    static ResultStore everything(final Path directory) throws IOException {
        final Samples samples = new Samples(directory);
        for (int i = 0; i < 2; i++) {
            samples.latency("null", Status.OK, 50, 50);
            samples.latency("taffrail", Status.OK, 300 + 100 * i, 2_000);
            samples.latency("aeron-ipc", Status.OK, 150 + 50 * i, 4_000);
        }
        samples.latency("taffrail", Status.DISTURBED, 900_000, 900_000);
        samples.rate(Kind.BURST, "taffrail", Status.OK, 12e6);
        samples.rate(Kind.BURST, "taffrail", Status.OK, 14e6);
        samples.rate(Kind.BURST, "aeron-ipc", Status.DISTURBED, 6.5e6);
        samples.rate(Kind.SUSTAINED, "taffrail", Status.OK, 10e6);
        samples.failed("kafka", "could not <start> & \"stop\" \u001b[31m");
        return samples.store;
    }

    /** A run whose call takes so long, and that has values with a reader so long after they were due. */
    Path latency(final String target, final Status status, final long serviceNs, final long endToEndNs)
            throws IOException {
        final Workload workload = workload(Kind.LATENCY, target);
        final Path base = store.next(workload);
        final Map<String, Double> figures = new TreeMap<>();
        final Path log = ResultStore.histograms(base);
        try (Log out = new Log(log)) {
            out.write(Figures.SERVICE, serviceNs, figures);
            out.write(Figures.PUBLISH, 2 * serviceNs, figures);
            if (!target.equals("null")) {
                out.write(Figures.END_TO_END, endToEndNs, figures);
            }
        }
        ResultStore.save(base, result(workload, status, figures, environment("ext4")));
        return log;
    }

    Path rate(final Kind kind, final String target, final Status status, final double rate) throws IOException {
        final Workload workload = workload(kind, target);
        final Map<String, Double> figures = new TreeMap<>();
        figures.put(Figures.RATE, rate);
        figures.put(Figures.BYTES, rate * workload.valueBytes());
        if (kind == Kind.SUSTAINED) {
            figures.put(Figures.ROAD, 2e9);
            figures.put(Figures.DISK, 2.0 * (1 << 30));
        }
        final Path base = store.next(workload);
        ResultStore.save(base, result(workload, status, figures, environment("tmpfs")));
        return base;
    }

    void failed(final String target, final String remark) throws IOException {
        final Workload workload = workload(Kind.BURST, target);
        final RunResult result = result(workload, Status.FAILED, Map.of(), null);
        ResultStore.save(
                store.next(workload),
                new RunResult(
                        result.format(),
                        result.startedAt(),
                        result.round(),
                        result.command(),
                        workload,
                        Map.of(),
                        Status.FAILED,
                        List.of(remark),
                        Map.of(),
                        null));
    }

    private RunResult result(
            final Workload workload,
            final Status status,
            final Map<String, Double> figures,
            final Environment environment) {
        round++;
        return new RunResult(
                RunResult.FORMAT,
                "2027-01-15T08:00:00.000Z",
                round,
                "taffrail bench of <everything>",
                workload,
                Map.of("durability", "async"),
                status,
                status == Status.OK ? List.of() : List.of("other programs used 61.2 % of the cores"),
                figures,
                environment);
    }

    private static Workload workload(final Kind kind, final String target) {
        return new Workload(kind, target, 100, 1, 1, ReaderLook.PAUSE, 1_000, 1, SECONDS, 3, 1 << 20, "/tmp", Map.of());
    }

    private static Environment environment(final String fileSystem) {
        return new Environment(
                "0123456789ab", "17", "-Xmx1g", "A CPU", 8, 16L << 30, "Linux", fileSystem, 55, 0.5, 1.5, 0, 0.25);
    }

    /** A histogram log of a run. */
    private static final class Log implements AutoCloseable {
        private final HistogramLogWriter out;

        Log(final Path path) throws IOException {
            out = new HistogramLogWriter(path.toFile());
            out.outputLogFormatVersion();
            out.outputStartTime(START_MS);
            out.setBaseTime(START_MS);
            out.outputLegend();
        }

        /** Every value is the same but the highest of each second, which is ten times as much. */
        void write(final String timed, final long ns, final Map<String, Double> figures) {
            final Histogram all = new Histogram(3);
            for (int i = 0; i < SECONDS; i++) {
                final Histogram second = new Histogram(3);
                second.recordValueWithCount(ns, VALUES_A_SECOND - 1);
                second.recordValue(10 * ns);
                second.setTag(timed);
                second.setStartTimeStamp(START_MS + i * 1_000L);
                second.setEndTimeStamp(START_MS + (i + 1) * 1_000L);
                out.outputIntervalHistogram(second);
                all.add(second);
            }
            for (final double percentile : Figures.PERCENTILES) {
                figures.put(Figures.percentile(timed, percentile), (double) all.getValueAtPercentile(percentile));
            }
            figures.put(timed + ".max", (double) all.getMaxValue());
            figures.put(timed + ".count", (double) all.getTotalCount());
        }

        @Override
        public void close() {
            out.close();
        }
    }
}
