/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.command;

import io.taffrail.bench.machine.Machine;
import io.taffrail.bench.result.ResultStore;
import io.taffrail.bench.rig.Runs;
import io.taffrail.bench.rig.Targets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where runs put their files and their results. */
class PlaceOptions {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    @Option(
            names = "--repeats",
            converter = Options.NotNegative.class,
            paramLabel = "N",
            description = "how often a run that others disturbed is repeated at most (default: ${DEFAULT-VALUE})",
            defaultValue = "2")
    private int repeats;

    @Option(
            names = "--dir",
            converter = Options.Directory.class,
            paramLabel = "D",
            description = "where targets put their files (default: ${DEFAULT-VALUE})",
            defaultValue = "/tmp")
    Path directory;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "where results go (default: bench-results/<date>-<time>)")
    private Path out;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Where results go. */
    final ResultStore store() throws IOException {
        return ResultStore.create(out == null ? Path.of("bench-results", STAMP.format(LocalDateTime.now())) : out);
    }

    /** Runs that print a line each. */
    final Runs runs(final Targets targets, final ResultStore store) throws IOException {
        System.out.println(Machine.describe(directory));
        final String command =
                "taffrail bench " + String.join(" ", typed().getParseResult().originalArgs());
        return new Runs(targets, store, command, home(), repeats, Printout::line);
    }

    /** The command that was typed. */
    final CommandLine typed() {
        return spec.commandLine();
    }

    /** Folder of the sources, which the launcher knows. */
    static Path home() {
        final String home = System.getProperty("taffrail.home");
        return home == null ? null : Path.of(home);
    }
}
