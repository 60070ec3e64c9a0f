/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.trading;

import io.taffrail.engine.LogEngine;
import io.taffrail.examples.Checks;
import io.taffrail.examples.DirectoryOption;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code taffrail example trading}: gateway, matching, market data and audit. */
@Command(
        name = "trading",
        description = {
            "An exchange: gateway, matching engine, market data, audit.",
            "Two sessions: orders as fast as they go, then each when it is due. Between them the matching engine is",
            "closed, and rebuilds its books from the log. Run again on its directory, trading goes on."
        })
public final class TradingCommand implements Callable<Integer> {
    private static final double NS_PER_US = 1e3;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DirectoryOption directory;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description =
                    "Send the orders of this LOBSTER message file, half of it in each session (default: made up ones).")
    private Path file;

    @Option(
            names = "--orders",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Orders and cancels to make up for each session, 1 to 100000000 (default: ${DEFAULT-VALUE}).")
    private long orders;

    @Option(
            names = "--instruments",
            paramLabel = "N",
            defaultValue = "16",
            description =
                    "Instruments that they are for, 1 to " + Gateway.MAX_INSTRUMENTS + " (default: ${DEFAULT-VALUE}).")
    private int instruments;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "50000",
            description = "Orders per second of the second session, 1 to 100000000 (default: ${DEFAULT-VALUE}).")
    private long rate;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "42",
            description = "Seed of the made up orders (default: ${DEFAULT-VALUE}).")
    private long seed;

    /** For picocli. */
    public TradingCommand() {}

    @Override
    public Integer call() {
        Checks.requireRange("--orders", orders, 1, 100_000_000);
        Checks.requireRange("--instruments", instruments, 1, Gateway.MAX_INSTRUMENTS);
        Checks.requireRange("--rate", rate, 1, 100_000_000);
        if (file != null) {
            return fromFile();
        }
        return run(new GeneratedFlow(seed, instruments), orders);
    }

    private int fromFile() {
        final long events = LobsterFlow.events(file);
        try (LobsterFlow flow = new LobsterFlow(file)) {
            final int exitCode = run(flow, (events + 1) / 2);
            say("%,d of %,d events of %s had nobody to be sent to", flow.skipped(), events, file);
            return exitCode;
        }
    }

    private int run(final OrderFlow flow, final long events) {
        try (LogEngine engine = directory.open()) {
            Exchange.open(engine);
            say("directory %s", directory.path());
            tell("as fast as they go", new Session(engine, flow).run(events, 0));
            final Session.Result paced = new Session(engine, flow).run(events, rate);
            tell(String.format(Locale.ROOT, "%,d/s asked for", rate), paced);
            tell(paced.latencyNs());
            return report(Audit.of(engine));
        }
    }

    private void tell(final String pace, final Session.Result result) {
        if (result.replayed() > 0) {
            say("restart: books rebuilt from %,d orders in %.0f ms", result.replayed(), result.replayNs() / 1e6);
        }
        say(
                "session, %s: %,d orders and cancels sent at %,.0f/s and matched at %,.0f/s, %,d executions,"
                        + " %,d refused by the gateway, %,d records of market data",
                pace,
                result.orders(),
                perSecond(result.orders(), result.sendNs()),
                perSecond(result.orders(), result.durationNs()),
                result.executions(),
                result.refused(),
                result.marketData());
    }

    private static double perSecond(final long number, final long durationNs) {
        return number / (durationNs / (double) TimeUnit.SECONDS.toNanos(1));
    }

    private void tell(final Histogram latencyNs) {
        say(
                "from when an order was due at the gateway to when its executions can be read in the log, us, on %d processors:",
                Runtime.getRuntime().availableProcessors());
        say(
                "  p50 %,.1f  p90 %,.1f  p99 %,.1f  p99.9 %,.1f  max %,.1f  (%,d orders that were executed as they came in)",
                latencyNs.getValueAtPercentile(50) / NS_PER_US,
                latencyNs.getValueAtPercentile(90) / NS_PER_US,
                latencyNs.getValueAtPercentile(99) / NS_PER_US,
                latencyNs.getValueAtPercentile(99.9) / NS_PER_US,
                latencyNs.getMaxValue() / NS_PER_US,
                latencyNs.getTotalCount());
    }

    private int report(final Audit audit) {
        final Checks checks = new Checks(spec.commandLine().getOut());
        audit.problems().forEach(problem -> checks.require("the audit", false, problem));
        if (checks.exitCode() == 0) {
            say(
                    "ok      %,d orders matched again by other code give the same %,d messages, without a gap",
                    audit.orders(), audit.outputs());
            say(
                    "ok      every share is accounted for: %,d entered, 2 x %,d executed, %,d cancelled, the others rest",
                    audit.entered(), audit.executed(), audit.cancelled());
            say("ok      market data of %,d instruments is what these messages give", audit.instruments());
        }
        return checks.exitCode();
    }

    private void say(final String format, final Object... values) {
        final PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, format + "%n", values);
        out.flush();
    }
}
