/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.delivery;

import io.taffrail.examples.Checks;
import io.taffrail.examples.DirectoryOption;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code taffrail example delivery}. */
@Command(
        name = "delivery",
        description = {
            "At most once, at least once, exactly once: what each makes of the same crashes.",
            "Its topics delivery.* are replaced by each run."
        })
public final class DeliveryCommand implements Callable<Integer> {
    private static final int MAX_REQUESTS = 1_000_000;
    private static final int MAX_CRASHES = 100;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DirectoryOption directory;

    @Option(
            names = "--requests",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Requests, 20 for each crash to 1000000 (default: ${DEFAULT-VALUE}).")
    private int requests;

    @Option(
            names = "--crashes",
            paramLabel = "N",
            defaultValue = "5",
            description = "Crashes of each kind of worker, 1 to 100 (default: ${DEFAULT-VALUE}).")
    private int crashes;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "42",
            description = "Seed of the places where workers crash (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--kill", description = "Each worker is a process of its own, killed in the midst of its work.")
    private boolean isKilling;

    /** For picocli. */
    public DeliveryCommand() {}

    @Override
    public Integer call() {
        Checks.requireRange("--crashes", crashes, 1, MAX_CRASHES);
        Checks.requireRange("--requests", requests, 2L * Worker.BATCH * crashes, MAX_REQUESTS);
        final PrintWriter out = spec.commandLine().getOut();
        final int[] crashPoints = Delivery.crashPoints(seed, crashes, requests);
        out.printf(
                "%,d requests, taken %d at a time; workers %s before request %s (seed %d)%n",
                requests, Worker.BATCH, isKilling ? "are killed" : "crash", Arrays.toString(crashPoints), seed);
        final Life life = isKilling ? new LifeInAChild() : new LifeInThisProcess();
        final Checks checks = new Checks(out);
        new Delivery(directory.path(), out, requests, life).run(crashPoints, checks);
        return checks.exitCode();
    }
}
