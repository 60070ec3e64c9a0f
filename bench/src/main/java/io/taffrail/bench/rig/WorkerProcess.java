/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.rig;

import io.taffrail.bench.machine.Machine;
import io.taffrail.bench.result.ResultStore;
import io.taffrail.bench.result.RunResult;
import io.taffrail.bench.result.Status;
import io.taffrail.bench.result.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts a worker with the flags of this JVM and those of its target, and waits for its result. */
final class WorkerProcess {
    private static final int SPARE_SECONDS = 300;
    private static final int END_SECONDS = 5;
    private static final int LINES_OF_LOG = 5;

    private final Targets targets;
    private final ResultStore store;

    WorkerProcess(final Targets targets, final ResultStore store) {
        this.targets = targets;
        this.store = store;
    }

    RunResult run(final Workload workload, final int round, final String command, final Path home)
            throws IOException, InterruptedException {
        final Path base = store.next(workload).toAbsolutePath();
        final Path log = base.resolveSibling(base.getFileName() + ".log");
        final Path file = Files.createTempFile("taffrail-bench", ".assignment");
        file.toFile().deleteOnExit();
        try {
            ResultStore.write(
                    file,
                    new Assignment(workload, base.toString(), round, command, home == null ? null : home.toString()));
            final Process process = new ProcessBuilder(commandLine(workload, file))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            final Thread end = new Thread(() -> end(process));
            Runtime.getRuntime().addShutdownHook(end);
            final String problem = await(process, workload);
            Runtime.getRuntime().removeShutdownHook(end);
            if (problem != null || !Files.exists(base.resolveSibling(base.getFileName() + ".json"))) {
                ResultStore.save(base, failed(workload, round, command, problem, log));
            }
            return ResultStore.load(base);
        } finally {
            Files.delete(file);
            if (Files.exists(log) && Files.size(log) == 0) {
                Files.delete(log);
            }
        }
    }

    private static String await(final Process process, final Workload workload) throws InterruptedException {
        final int seconds = SPARE_SECONDS
                + switch (workload.kind()) {
                    case LATENCY, SUSTAINED -> 3 * (workload.warmUp() + workload.seconds());
                    case BURST -> 10 * (workload.warmUp() + workload.bursts());
                    case FAILOVER -> 40 * workload.bursts() + 3 * workload.seconds();
                    case FOLLOWER_STOP -> 3 * workload.warmUp() + 10 * workload.bursts() * workload.seconds();
                };
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                return "the worker did not end within " + seconds + " s and was killed";
            }
            return process.exitValue() == 0 ? null : "the worker ended with status " + process.exitValue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** This program was interrupted: the worker gets a moment to delete its files. */
    private static void end(final Process process) {
        process.destroy();
        try {
            process.waitFor(END_SECONDS, TimeUnit.SECONDS);
        } catch (final InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }

    private List<String> commandLine(final Workload workload, final Path file) {
        final Targets.Entry entry = targets.get(workload.target());
        final List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(Machine.jvmFlags());
        line.addAll(entry.provider().jvmFlags());
        line.add("-cp");
        final String own = System.getProperty("java.class.path");
        line.add(entry.classPath().isEmpty() ? own : own + ":" + entry.classPath());
        line.add(Worker.class.getName());
        line.add(file.toString());
        return line;
    }

    private static RunResult failed(
            final Workload workload, final int round, final String command, final String problem, final Path log)
            throws IOException {
        final List<String> remarks = new ArrayList<>();
        remarks.add(problem == null ? "the worker left no result" : problem);
        final List<String> lines = Files.readAllLines(log);
        remarks.addAll(lines.subList(Math.max(0, lines.size() - LINES_OF_LOG), lines.size()));
        return new RunResult(
                RunResult.FORMAT,
                Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
                round,
                command,
                workload,
                Map.of(),
                Status.FAILED,
                remarks,
                Map.of(),
                null);
    }
}
