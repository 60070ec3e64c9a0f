/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.command;

import io.taffrail.bench.report.Report;
import io.taffrail.bench.result.ResultStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Results as a page. */
@Command(name = "report", description = "Writes the results in a directory as one HTML page with charts and tables.")
public final class ReportCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "DIR", description = "directory of results, as --out of a run named it")
    private Path directory;

    @Option(names = "--out", paramLabel = "FILE", description = "the page (default: report.html in DIR)")
    private Path file;

    @Option(names = "--svg", description = "each chart as an SVG file beside the page, too")
    private boolean isWithCharts;

    /** For picocli. */
    public ReportCommand() {
        // options are injected
    }

    @Override
    public Integer call() throws IOException {
        final Path page = file == null ? directory.resolve("report.html") : file;
        for (final Path written : Report.write(ResultStore.open(directory), page, isWithCharts)) {
            System.out.println("report: " + written);
        }
        return 0;
    }
}
