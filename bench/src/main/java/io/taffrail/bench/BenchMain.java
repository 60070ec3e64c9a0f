/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench;

import io.taffrail.bench.command.CompactionCommand;
import io.taffrail.bench.command.CompareCommand;
import io.taffrail.bench.command.FailoverCommand;
import io.taffrail.bench.command.FollowerStopCommand;
import io.taffrail.bench.command.GroupsCommand;
import io.taffrail.bench.command.IdempotenceCommand;
import io.taffrail.bench.command.LatencyCommand;
import io.taffrail.bench.command.LimitsCommand;
import io.taffrail.bench.command.MicroCommand;
import io.taffrail.bench.command.PartitionsCommand;
import io.taffrail.bench.command.ReplayCommand;
import io.taffrail.bench.command.ReportCommand;
import io.taffrail.bench.command.RollCommand;
import io.taffrail.bench.command.SizeCommand;
import io.taffrail.bench.command.TargetsCommand;
import io.taffrail.bench.command.ThroughputCommand;
import io.taffrail.bench.command.TransactionsCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The command {@code taffrail bench}. */
@Command(
        name = "taffrail bench",
        description = "Measures this machine: Taffrail, and beside it what you would use instead.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        subcommands = {
            LatencyCommand.class,
            ThroughputCommand.class,
            CompareCommand.class,
            TargetsCommand.class,
            LimitsCommand.class,
            SizeCommand.class,
            RollCommand.class,
            ReplayCommand.class,
            PartitionsCommand.class,
            CompactionCommand.class,
            GroupsCommand.class,
            IdempotenceCommand.class,
            TransactionsCommand.class,
            FailoverCommand.class,
            FollowerStopCommand.class,
            MicroCommand.class,
            ReportCommand.class
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
