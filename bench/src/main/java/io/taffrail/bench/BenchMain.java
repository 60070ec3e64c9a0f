/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The command {@code taffrail bench}. */
@Command(
        name = "taffrail bench",
        description = "Measures the engine on this machine.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        subcommands = {
            BurstCommand.class,
            PublishersCommand.class,
            SustainedCommand.class,
            ServiceCommand.class,
            RollCommand.class,
            ReplayCommand.class,
            PartitionsCommand.class,
            MicroCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class BenchMain {
    private BenchMain() {}

    /**
     * Run a benchmark.
     *
     * @param args the command and its options.
     */
    public static void main(final String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        final BenchErrors errors = new BenchErrors();
        return new CommandLine(new BenchMain())
                .setExecutionExceptionHandler(errors)
                .setParameterExceptionHandler(errors);
    }
}
