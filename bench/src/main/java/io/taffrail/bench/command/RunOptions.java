/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.command;

import io.taffrail.bench.machine.Machine;
import io.taffrail.bench.result.ResultStore;
import io.taffrail.bench.result.Workload;
import io.taffrail.bench.rig.Runs;
import io.taffrail.bench.rig.Targets;
import io.taffrail.bench.targets.ReaderLook;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Options of everything that runs workloads. */
final class RunOptions {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    @Option(
            names = "--runs",
            converter = Options.Positive.class,
            paramLabel = "N",
            description = "runs of each target, in turn: A B C A B C (default: ${DEFAULT-VALUE})",
            defaultValue = "3")
    int runs;

    @Option(
            names = "--repeats",
            converter = Options.NotNegative.class,
            paramLabel = "N",
            description = "how often a run that others disturbed is repeated at most (default: ${DEFAULT-VALUE})",
            defaultValue = "2")
    private int repeats;

    @Option(
            names = "--look",
            converter = LookConverter.class,
            paramLabel = "LOOK",
            description = "how a reader looks again after it found nothing: eager, pause, batch (default: pause)",
            defaultValue = "pause")
    ReaderLook look;

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
    ResultStore store() throws IOException {
        return ResultStore.create(out == null ? Path.of("bench-results", STAMP.format(LocalDateTime.now())) : out);
    }

    /** Runs that print a line each. */
    Runs runs(final Targets targets, final ResultStore store) throws IOException {
        System.out.println(Machine.describe(directory));
        return new Runs(targets, store, commandLine(), home(), repeats, Printout::line);
    }

    /** A workload for each target that can do it; one that cannot is told to the user and left out. */
    List<Workload> forTargets(final Workload workload, final List<String> names, final Targets targets) {
        for (final String name : names) {
            if (targets.get(name) == null) {
                throw new ParameterException(spec.commandLine(), targets.refusal(name));
            }
        }
        final List<Workload> suitable = Suitable.among(workload, names, targets);
        if (suitable.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "no target is left: see why above");
        }
        return suitable;
    }

    /** Folder of the sources, which the launcher knows. */
    static Path home() {
        final String home = System.getProperty("taffrail.home");
        return home == null ? null : Path.of(home);
    }

    private String commandLine() {
        return "taffrail bench "
                + String.join(" ", spec.commandLine().getParseResult().originalArgs());
    }

    /** Reads the name of a look. */
    static final class LookConverter implements ITypeConverter<ReaderLook> {
        @Override
        public ReaderLook convert(final String text) {
            for (final ReaderLook look : ReaderLook.values()) {
                if (look.name().equalsIgnoreCase(text)) {
                    return look;
                }
            }
            throw new TypeConversionException("'" + text + "' is none of eager, pause, batch");
        }
    }
}
