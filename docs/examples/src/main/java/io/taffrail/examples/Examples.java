/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples;

import io.taffrail.engine.EngineException;
import io.taffrail.examples.bank.BankCommand;
import io.taffrail.examples.delivery.DeliveryCommand;
import io.taffrail.examples.fanout.FanOutCommand;
import io.taffrail.examples.logs.LogAggregationCommand;
import io.taffrail.examples.stream.StreamPipelineCommand;
import io.taffrail.examples.trading.TradingCommand;
import io.taffrail.model.ErrorCodeException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/**
 * The command {@code taffrail example}.
 *
 * <p>Exit codes of every example: 0 its checks passed; 1 one failed, or the engine refused; 2 a bad option or input.
 */
@Command(
        name = "taffrail example",
        description = "Applications on the engine: each runs for some seconds and checks its own work.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "NAME",
        subcommands = {
            FanOutCommand.class,
            DeliveryCommand.class,
            LogAggregationCommand.class,
            StreamPipelineCommand.class,
            BankCommand.class,
            TradingCommand.class
        })
public final class Examples {
    private static final int FAILED = 1;
    private static final int BAD_INPUT = 2;

    private Examples() {}

    /**
     * Run an example and end the JVM with its exit code.
     *
     * @param args its name and its options.
     */
    public static void main(final String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Examples())
                .setExecutionExceptionHandler((ex, command, result) -> report(ex, command.getErr()));
    }

    private static int report(final Exception ex, final PrintWriter err) {
        final boolean isBadInput = ex instanceof IllegalArgumentException;
        final boolean isExpected = isBadInput || ex instanceof EngineException || ex instanceof ErrorCodeException;
        err.println("error: " + (isExpected ? ex.getMessage() : "unexpected " + ex));
        if (!isExpected) {
            ex.printStackTrace(err);
        }
        return isBadInput ? BAD_INPUT : FAILED;
    }
}
