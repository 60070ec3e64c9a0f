/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.state;

import io.taffrail.engine.ErrorLog;
import io.taffrail.tools.console.DataDirectory;
import io.taffrail.tools.console.JsonLines;
import io.taffrail.tools.console.Output;
import io.taffrail.tools.console.Text;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code taffrail errors}: the error log of an engine. */
@Command(
        name = "errors",
        description = {
            "Print the error log of the engine that owns the directory, or owned it last: each distinct error once,",
            "with how often it happened, and when first and last."
        })
public final class ErrorsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory directory;

    @Option(names = "--json", description = "One JSON object per error.")
    private boolean isJson;

    /** For picocli. */
    public ErrorsCommand() {}

    @Override
    public void run() {
        directory.requireOurs();
        final List<ErrorLog.Entry> errors = ErrorLog.read(directory.path());
        try (Output output = Output.of(spec)) {
            if (isJson) {
                final JsonLines lines = new JsonLines(output);
                for (final ErrorLog.Entry error : errors) {
                    lines.line(json -> json.put("count", error.count())
                            .put("first", time(error.firstMs()))
                            .put("last", time(error.lastMs()))
                            .put("error", error.text()));
                }
                return;
            }
            for (final ErrorLog.Entry error : errors) {
                output.line(
                        "count=" + error.count() + " first=" + time(error.firstMs()) + " last=" + time(error.lastMs()));
                error.text().stripTrailing().lines().forEach(line -> output.line("  " + line));
            }
            output.line("errors=" + errors.size());
        }
    }

    private static String time(final long epochMs) {
        return Text.time(TimeUnit.MILLISECONDS.toNanos(epochMs));
    }
}
