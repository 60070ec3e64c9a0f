/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.command;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Micro-benchmarks by JMH, one question each. */
@Command(name = "micro", description = "Micro-benchmarks by JMH, with what they allocate.")
public final class MicroCommand implements Callable<Integer> {
    private static final String INTERNALS = "java.base/jdk.internal.misc=ALL-UNNAMED";
    private static final String PACKAGE = "io.taffrail.bench.micro.";

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "PATTERN",
            description = "regular expression of class and method names (default: all)",
            defaultValue = ".*")
    private String pattern;

    @Option(
            names = "--quick",
            description = "one short iteration of each, with few parameters: shows that they work, measures nothing")
    private boolean isQuick;

    @Override
    public Integer call() throws RunnerException {
        final ChainedOptionsBuilder options = new OptionsBuilder()
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .jvmArgsAppend("--add-exports", INTERNALS, "--add-opens", INTERNALS);
        for (final String name : chosen()) {
            options.include("^" + Pattern.quote(PACKAGE + name) + "$");
        }
        if (isQuick) {
            options.forks(1)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .measurementTime(TimeValue.milliseconds(100))
                    .param("size", "100")
                    .param("records", "16")
                    .param("threads", "2");
        }
        return new Runner(options.build()).run().isEmpty() ? 1 : 0;
    }

    /** Names, {@code Class.method}, in which the pattern is found. */
    private List<String> chosen() {
        final List<String> known = known();
        final List<String> found;
        try {
            found = known.stream()
                    .filter(Pattern.compile(pattern).asPredicate())
                    .toList();
        } catch (final PatternSyntaxException ex) {
            throw refused("'" + pattern + "' is not a regular expression", known);
        }
        if (found.isEmpty()) {
            throw refused("no benchmark matches '" + pattern + "'", known);
        }
        return found;
    }

    private static List<String> known() {
        final OutputFormat silent = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
        return BenchmarkList.defaultList().getAll(silent, List.of()).stream()
                .map(BenchmarkListEntry::getUsername)
                .filter(name -> name.startsWith(PACKAGE))
                .map(name -> name.substring(PACKAGE.length()))
                .sorted()
                .toList();
    }

    private ParameterException refused(final String what, final List<String> known) {
        final String classes = known.stream()
                .map(name -> name.substring(0, name.indexOf('.')))
                .distinct()
                .collect(Collectors.joining(", "));
        return new ParameterException(spec.commandLine(), what + "; there are " + classes);
    }
}
