/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench;

import io.taffrail.bench.result.ResultException;
import io.taffrail.engine.EngineException;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** One line for what a user can mend; the stack trace for everything else. */
final class BenchErrors implements IExecutionExceptionHandler, IParameterExceptionHandler {
    @Override
    public int handleExecutionException(final Exception ex, final CommandLine command, final ParseResult parsed)
            throws Exception {
        if (!(ex instanceof EngineException) && !(ex instanceof ResultException) && !(ex instanceof IOException)) {
            throw ex;
        }
        say(command, ex instanceof IOException ? ex.toString() : ex.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
    }

    @Override
    public int handleParseException(final ParameterException ex, final String[] args) {
        final CommandLine command = ex.getCommandLine();
        say(command, ex.getMessage());
        command.getErr().println("try '" + command.getCommandSpec().qualifiedName() + " --help'");
        return CommandLine.ExitCode.USAGE;
    }

    private static void say(final CommandLine command, final String message) {
        final PrintWriter err = command.getErr();
        err.println("error: " + message);
        err.flush();
    }
}
