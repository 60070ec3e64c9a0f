/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.stream;

import io.taffrail.engine.LogEngine;
import io.taffrail.examples.Checks;
import io.taffrail.examples.DirectoryOption;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code taffrail example stream-pipeline}. */
@Command(
        name = "stream-pipeline",
        description = {
            "Raw order events, enriched trades, bars: two stages, exactly once, while a worker fails and another takes over.",
            "Its topics stream-pipeline.* are replaced by each run."
        })
public final class StreamPipelineCommand implements Callable<Integer> {
    private static final int MIN_RECORDS = 1_000;
    private static final int MAX_RECORDS = 1_000_000;
    private static final int DEFAULT_RECORDS = 100_000;
    private static final int MAX_WINDOW = 1_440;
    private static final int MIN_TRADES = 10;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DirectoryOption directory;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description =
                    "Take the lines of this LOBSTER message file (CSV, see docs/demo.md); its name begins with the"
                            + " symbol.")
    private Path file;

    @Option(
            names = "--records",
            paramLabel = "N",
            description = "Lines to make (default: 100000) or to read at most, 1000 to 1000000.")
    private Integer records;

    @Option(
            names = "--window",
            paramLabel = "M",
            defaultValue = "5",
            description = "Minutes of a bar, 1 to 1440 (default: ${DEFAULT-VALUE}).")
    private int windowMinutes;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "42",
            description = "Seed of the lines that are made (default: ${DEFAULT-VALUE}).")
    private long seed;

    /** For picocli. */
    public StreamPipelineCommand() {}

    @Override
    public Integer call() {
        Checks.requireRange("--window", windowMinutes, 1, MAX_WINDOW);
        if (records != null) {
            Checks.requireRange("--records", records, MIN_RECORDS, MAX_RECORDS);
        }
        final RawInput input = file == null
                ? RawInput.generated(seed, records == null ? DEFAULT_RECORDS : records)
                : RawInput.lobster(file, records == null ? MAX_RECORDS : records);
        final PrintWriter out = spec.commandLine().getOut();
        final DirectComputation expected = DirectComputation.of(input, windowMinutes);
        if (expected.trades() < MIN_TRADES) {
            throw new IllegalArgumentException("input=" + input.description() + " has executions=" + expected.trades()
                    + " in lines=" + input.lines().size() + ", rejected=" + expected.rejected() + ": "
                    + MIN_TRADES + " or more show something");
        }
        out.printf("input: %s; bars of %d minutes%n", input.description(), windowMinutes);
        final Checks checks = new Checks(out);
        try (LogEngine engine = directory.open()) {
            new StreamPipeline(engine, out, input, windowMinutes, expected).run(checks);
        }
        return checks.exitCode();
    }
}
