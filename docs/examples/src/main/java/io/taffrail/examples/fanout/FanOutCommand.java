/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.fanout;

import io.taffrail.engine.LogEngine;
import io.taffrail.examples.Checks;
import io.taffrail.examples.DirectoryOption;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code taffrail example fan-out}. */
@Command(
        name = "fan-out",
        description = {
            "One topic of orders, three consumer groups: each sees every order once, whoever is slow, comes late or leaves.",
            "Its topic fan-out.orders is replaced by each run."
        })
public final class FanOutCommand implements Callable<Integer> {
    private static final int MIN_ORDERS = 5_000;
    private static final int MAX_ORDERS = 10_000_000;
    private static final int MAX_PARTITIONS = 12;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DirectoryOption directory;

    @Option(
            names = "--orders",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Orders to publish, 5000 to 10000000 (default: ${DEFAULT-VALUE}).")
    private int orders;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "6",
            description = "Partitions of the topic, 3 to 12 (default: ${DEFAULT-VALUE}).")
    private int partitions;

    /** For picocli. */
    public FanOutCommand() {}

    @Override
    public Integer call() {
        Checks.requireRange("--orders", orders, MIN_ORDERS, MAX_ORDERS);
        Checks.requireRange("--partitions", partitions, FanOut.BILLING_MEMBERS, MAX_PARTITIONS);
        final PrintWriter out = spec.commandLine().getOut();
        final Checks checks = new Checks(out);
        try (LogEngine engine = directory.open()) {
            new FanOut(engine, out, orders, partitions).run(checks);
        }
        return checks.exitCode();
    }
}
