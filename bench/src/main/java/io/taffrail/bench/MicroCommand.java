/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench;

import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Micro-benchmarks by JMH, one question each. */
@Command(name = "micro", description = "Micro-benchmarks by JMH, with what they allocate.")
final class MicroCommand implements Callable<Integer> {
    private static final String INTERNALS = "java.base/jdk.internal.misc=ALL-UNNAMED";

    @Parameters(
            arity = "0..1",
            paramLabel = "PATTERN",
            description = "regular expression of class and method names (default: all)",
            defaultValue = ".*")
    private String pattern;

    @Option(names = "--quick", description = "one short iteration each: shows that they work, measures nothing")
    private boolean isQuick;

    @Override
    public Integer call() throws RunnerException {
        final ChainedOptionsBuilder options = new OptionsBuilder()
                .include(MicroCommand.class.getPackageName() + "\\.micro\\..*" + pattern)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .jvmArgsAppend("--add-exports", INTERNALS, "--add-opens", INTERNALS);
        if (isQuick) {
            options.forks(1).warmupIterations(0).measurementIterations(1);
        }
        return new Runner(options.build()).run().isEmpty() ? 1 : 0;
    }
}
