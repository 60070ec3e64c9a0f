/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

import io.taffrail.engine.LogEngine;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code taffrail demo}: runs the pipeline and prints what it did.
 *
 * <p>Exit codes: 0 every check passed, 1 a check failed or the pipeline could not go on, 2 the input or an option is bad.
 * The input is read to its end before a topic is touched, so that a bad line costs nothing.
 */
@Command(
        name = "demo",
        description = {
            "Publish order events, keep a book from them, publish trades and top-of-book changes, audit every record.",
            "Its topics stay in the directory, to be looked at with the other commands."
        })
public final class DemoCommand implements Callable<Integer> {
    private static final int PASSED = 0;
    private static final int FAILED = 1;
    private static final long DEFAULT_EVENTS = 200_000;
    private static final long MAX_RATE = 100_000_000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "Replay this LOBSTER message file (CSV, see docs/demo.md).")
    private Path file;

    @Option(
            names = "--records",
            paramLabel = "N",
            description = "Events to make (default: 200000) or to read from the file (default: all).")
    private Long records;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Events per second, sent when due (default: as fast as the pipeline keeps up).")
    private Long rate;

    @Option(
            names = "--dir",
            paramLabel = "D",
            defaultValue = "data",
            description = "Taffrail directory (default: ${DEFAULT-VALUE}); demo topics in it are replaced.")
    private Path directory;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "" + GeneratedSource.SAMPLE_SEED,
            description = "Seed of the generated order flow (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--write-sample", paramLabel = "FILE", hidden = true)
    private Path sample;

    /** For picocli. */
    public DemoCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        requireRange("--records", records, Long.MAX_VALUE);
        requireRange("--rate", rate, MAX_RATE);
        final PrintWriter out = spec.commandLine().getOut();
        if (sample != null) {
            final long events = records == null ? GeneratedSource.SAMPLE_EVENTS : records;
            out.println("wrote events=" + LobsterCsvWriter.write(new GeneratedSource(seed, events), sample) + " to "
                    + sample);
            return PASSED;
        }
        try {
            return run(out) ? PASSED : FAILED;
        } catch (final PipelineException ex) {
            spec.commandLine().getErr().println("error: " + ex.getMessage());
            return FAILED;
        }
    }

    private boolean run(final PrintWriter out) throws InterruptedException {
        final OrderInput input = file == null
                ? OrderInput.generated(seed, records == null ? DEFAULT_EVENTS : records)
                : OrderInput.lobster(file, records == null ? Long.MAX_VALUE : records);
        final DirectComputation direct = DirectComputation.of(input);
        final DemoReport report = new DemoReport(out);
        report.printInput(input, direct, directory);
        final long ratePerSecond = rate == null ? 0 : rate;
        try (LogEngine engine = LogEngine.open(directory)) {
            DemoTopics.recreate(engine);
            final PipelineResult result = new Pipeline(engine, input, ratePerSecond, direct.totals()).run();
            report.printResult(result, ratePerSecond);
            return result.isPassed();
        }
    }

    private void requireRange(final String option, final Long value, final long max) {
        if (value != null && (value < 1 || value > max)) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + "=" + value + " must be from 1" + (max == Long.MAX_VALUE ? "" : " to " + max));
        }
    }
}
