/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.logs;

import io.taffrail.engine.LogEngine;
import io.taffrail.examples.Checks;
import io.taffrail.examples.DirectoryOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code taffrail example log-aggregation}. */
@Command(
        name = "log-aggregation",
        description = {
            "Tail the files of a folder into one topic, each line once, and count their lines by level.",
            "Its topics log-aggregation.* stay: run again, or kill it and run again, and it goes on where it was."
        })
public final class LogAggregationCommand implements Callable<Integer> {
    private static final int MAX_LINES = 10_000_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DirectoryOption directory;

    @Option(
            names = "--logs",
            paramLabel = "FOLDER",
            description = "Read the files of this folder, to their ends (default: write some beside the directory).")
    private Path logs;

    @Option(
            names = "--lines",
            paramLabel = "N",
            defaultValue = "50000",
            description = "Lines to write without --logs, 0 to 10000000 (default: ${DEFAULT-VALUE}).")
    private int lines;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "42",
            description = "Seed of the lines that are written (default: ${DEFAULT-VALUE}).")
    private long seed;

    /** For picocli. */
    public LogAggregationCommand() {}

    @Override
    public Integer call() throws IOException {
        Checks.requireRange("--lines", lines, 0, MAX_LINES);
        if (logs != null && !Files.isDirectory(logs)) {
            throw new IllegalArgumentException("--logs=" + logs + " is no folder: name one that holds log files");
        }
        final PrintWriter out = spec.commandLine().getOut();
        final Checks checks = new Checks(out);
        try (LogEngine engine = directory.open()) {
            if (logs != null) {
                new LogAggregation(engine, logs, out).collect(checks);
            } else {
                final Path folder = Path.of(directory.path() + "-logs");
                Files.createDirectories(folder);
                out.printf("writing %,d lines to the files of %s%n", lines, folder);
                new LogAggregation(engine, folder, out).collectWhileWriting(lines, seed, checks);
            }
        }
        return checks.exitCode();
    }
}
