/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.rig;

import io.taffrail.bench.machine.HandOff;
import io.taffrail.bench.machine.Machine;
import io.taffrail.bench.result.Environment;
import io.taffrail.bench.result.ResultStore;
import io.taffrail.bench.result.RunResult;
import io.taffrail.bench.result.Status;
import io.taffrail.bench.result.Workload;
import io.taffrail.bench.targets.TargetProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** The JVM that runs one workload against one target and writes the result. */
public final class Worker {
    private static final double MOST_PERCENT = 4;

    private Worker() {}

    /**
     * Run what a file says.
     *
     * @param arguments the file of the assignment.
     * @throws IOException if the result cannot be written.
     */
    public static void main(final String[] arguments) throws IOException {
        final Assignment assignment = ResultStore.read(Path.of(arguments[0]), Assignment.class);
        final Path base = Path.of(assignment.base());
        ResultStore.save(base, run(assignment, base));
        System.exit(0); // whatever threads a target left behind
    }

    private static RunResult run(final Assignment assignment, final Path base) throws IOException {
        final Workload workload = assignment.workload();
        final Instant startedAt = Instant.now();
        final double handOffNs = Machine.cores() > 1 ? HandOff.measureNs() : Double.NaN;
        final double loadBefore = Machine.load();
        Measured measured;
        try {
            measured = Rig.of(workload).run(workload, provider(workload.target()));
            HistogramFile.write(ResultStore.histograms(base), startedAt, measured);
        } catch (final Exception ex) { // a target may throw anything, and it is the result
            ex.printStackTrace();
            measured = new Measured();
            measured.fail(ex.toString());
        }
        return new RunResult(
                RunResult.FORMAT,
                startedAt.truncatedTo(ChronoUnit.MILLIS).toString(),
                assignment.round(),
                assignment.command(),
                workload,
                settings(workload.target(), measured),
                status(measured),
                remarks(measured),
                measured.figures(),
                environment(assignment, measured, handOffNs, loadBefore));
    }

    static TargetProvider provider(final String name) {
        for (final TargetProvider provider : ServiceLoader.load(TargetProvider.class)) {
            if (provider.name().equals(name)) {
                return provider;
            }
        }
        throw new IllegalArgumentException("no target " + name + " in the class path");
    }

    private static Status status(final Measured measured) {
        if (!measured.failures().isEmpty()) {
            return Status.FAILED;
        }
        return disturbances(measured).isEmpty() ? Status.OK : Status.DISTURBED;
    }

    private static List<String> remarks(final Measured measured) {
        final List<String> remarks = new ArrayList<>(measured.failures());
        remarks.addAll(disturbances(measured));
        return remarks;
    }

    private static List<String> disturbances(final Measured measured) {
        final List<String> found = new ArrayList<>();
        if (measured.share().othersPercent() > MOST_PERCENT) {
            found.add(String.format(
                    "other programs used %.1f %% of the cores", measured.share().othersPercent()));
        }
        if (measured.share().stealPercent() > MOST_PERCENT) {
            found.add(String.format(
                    "the host took %.1f %% of the cores", measured.share().stealPercent()));
        }
        return found;
    }

    /** Flags of this JVM that every target has: those of the target itself were put behind them. */
    private static List<String> commonFlags(final String target) {
        final List<String> flags = Machine.jvmFlags();
        return flags.subList(0, Math.max(0, flags.size() - flagsOf(target).size()));
    }

    private static Map<String, String> settings(final String target, final Measured measured) {
        final Map<String, String> settings = new LinkedHashMap<>(measured.settings());
        if (!flagsOf(target).isEmpty()) {
            settings.put("JVM flags", String.join(" ", flagsOf(target)));
        }
        return settings;
    }

    private static List<String> flagsOf(final String target) {
        for (final TargetProvider provider : ServiceLoader.load(TargetProvider.class)) {
            if (provider.name().equals(target)) {
                return provider.jvmFlags();
            }
        }
        return List.of();
    }

    private static Environment environment(
            final Assignment assignment, final Measured measured, final double handOffNs, final double loadBefore)
            throws IOException {
        return new Environment(
                Machine.commit(assignment.home() == null ? null : Path.of(assignment.home())),
                Machine.jdk(),
                String.join(" ", commonFlags(assignment.workload().target())),
                Machine.cpu(),
                Machine.cores(),
                Machine.memoryBytes(),
                Machine.kernel(),
                Machine.fileSystem(Path.of(assignment.workload().directory())),
                handOffNs,
                loadBefore,
                Machine.load(),
                measured.share().stealPercent(),
                measured.share().othersPercent());
    }
}
