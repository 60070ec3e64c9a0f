/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.clusterdemo;

import io.taffrail.replication.journal.NodeDirectory;
import io.taffrail.replication.journal.NodeIdentity;
import io.taffrail.replication.raft.Standing;
import io.taffrail.storage.FileStorage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cluster demo}. */
@Command(
        name = "demo",
        description = {
            "Run three nodes as processes on this machine, publish to the leader, kill it, go on with the next one,",
            "take the killed one back, and compare all logs with each other and with what was acknowledged."
        })
public final class ClusterDemoCommand implements Callable<Integer> {
    private static final int PASSED = 0;
    private static final int FAILED = 1;
    private static final int MAX_RATE = 1_000_000;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_MS = 2;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "Publish the lines of this file, again and again if it is short (default: made up orders).")
    private Path file;

    @Option(
            names = "--records",
            paramLabel = "N",
            description = "Records to publish (default: the lines of the file, 100000 at least).")
    private int records;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "20000",
            description = "Records per second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--dir",
            paramLabel = "D",
            defaultValue = "cluster-data",
            description = "Directory for the nodes' directories (default: ${DEFAULT-VALUE}); it must be new or empty.")
    private Path directory;

    private final List<DemoProcess> processes = new ArrayList<>();
    private PrintWriter out;

    /** For picocli. */
    public ClusterDemoCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        requireSound();
        out = spec.commandLine().getOut();
        final Thread end = new Thread(() -> processes.forEach(DemoProcess::close));
        Runtime.getRuntime().addShutdownHook(end);
        try {
            return run() ? PASSED : FAILED;
        } finally {
            processes.forEach(DemoProcess::close);
            Runtime.getRuntime().removeShutdownHook(end);
        }
    }

    private void requireSound() throws IOException {
        if (rate < 1 || rate > MAX_RATE || records < 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--rate=" + rate + " must be from 1 to " + MAX_RATE + ", --records=" + records + " 0 or more");
        }
        if (file != null && !Files.isRegularFile(file)) {
            throw new ParameterException(spec.commandLine(), "input=" + file + " is not a file that can be read");
        }
        if (Files.isDirectory(directory)) {
            try (var entries = Files.list(directory)) {
                if (entries.findAny().isPresent()) {
                    throw new ParameterException(
                            spec.commandLine(), "dir=" + directory + " is not empty: delete it, or choose another one");
                }
            }
        }
    }

    private boolean run() throws IOException, InterruptedException {
        final InputLines input = InputLines.of(file, records);
        final DemoPlan plan = new DemoPlan(directory, file, records, rate, DemoPlan.freePorts());
        out.printf(
                Locale.ROOT,
                "three nodes on 127.0.0.1, %s, %,d records at %,d/s, directory %s%n",
                file == null ? "made up orders" : "lines of " + file,
                input.count(),
                rate,
                directory);
        format(plan);
        for (int node = 1; node <= DemoPlan.NODES; node++) {
            processes.add(new DemoProcess(node, plan));
        }
        final DemoProcess first = awaitLeader(0);
        say("node %d leads term %d", first.id(), first.leadingTerm());
        await("a third of the records", () -> first.records() >= input.count() / 3);
        final DemoProcess second = killAndAwait(first);
        await("two thirds of the records", () -> second.records() >= input.count() / 3 * 2);
        processes.set(first.id() - 1, new DemoProcess(first.id(), plan));
        say("node %d is started again", first.id());
        await("all records on all nodes", () -> processes.stream().allMatch(node -> node.records() >= input.count()));
        say("all three nodes have all records");
        return stopAll() & compare(plan, input);
    }

    private static void format(final DemoPlan plan) throws IOException {
        final UUID cluster = NodeIdentity.newId();
        for (int node = 1; node <= DemoPlan.NODES; node++) {
            NodeDirectory.format(new FileStorage(), plan.nodeDirectory(node), cluster, node, Standing.VOTER);
        }
    }

    /** Kill the leader and wait for the next one's first commit. */
    private DemoProcess killAndAwait(final DemoProcess leader) throws InterruptedException {
        final long killedNs = System.nanoTime();
        leader.kill();
        say("node %d is killed (SIGKILL) after %,d records", leader.id(), leader.records());
        final DemoProcess next = awaitLeader(leader.leadingTerm());
        await("the next commit", () -> next.committedNs() > killedNs);
        say("node %d leads term %d", next.id(), next.leadingTerm());
        out.printf(
                Locale.ROOT,
                "failover: %.1f ms from SIGKILL to the next record committed%n",
                (next.committedNs() - killedNs) / 1e6);
        out.flush();
        return next;
    }

    private DemoProcess awaitLeader(final int olderTerm) throws InterruptedException {
        final DemoProcess[] found = new DemoProcess[1];
        await("a leader", () -> {
            found[0] = processes.stream()
                    .filter(node -> node.isAlive() && node.leadingTerm() > olderTerm)
                    .findFirst()
                    .orElse(null);
            return found[0] != null;
        });
        return found[0];
    }

    private boolean stopAll() throws IOException, InterruptedException {
        boolean isWell = true;
        for (final DemoProcess node : processes) {
            if (!node.stop()) {
                out.println("FAILED  node " + node.id() + " did not end in order");
                isWell = false;
            }
        }
        return isWell;
    }

    private boolean compare(final DemoPlan plan, final InputLines input) {
        final LogComparison comparison = new LogComparison(plan, input);
        comparison.run();
        comparison.problems().stream().limit(10).forEach(problem -> out.println("FAILED  " + problem));
        if (comparison.problems().isEmpty()) {
            out.printf(
                    Locale.ROOT,
                    "ok      every line is on all three nodes, once, in order, at the same offset: %,d records%n"
                            + "ok      nothing that was acknowledged is missing or elsewhere: %,d acknowledgements%n",
                    input.count(),
                    comparison.acknowledged());
        }
        out.flush();
        return comparison.problems().isEmpty();
    }

    private void say(final String format, final Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
        out.flush();
    }

    private static void await(final String what, final BooleanSupplier condition) throws InterruptedException {
        final long untilNs = System.nanoTime() + PATIENCE_NS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - untilNs > 0) {
                throw new IllegalStateException(
                        "waited in vain for " + what + ", " + PATIENCE_NS / 1_000_000_000 + " s");
            }
            Thread.sleep(LOOK_MS);
        }
    }
}
