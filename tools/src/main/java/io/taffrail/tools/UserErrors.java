/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools;

import io.taffrail.engine.EngineException;
import io.taffrail.log.CorruptLogException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What a user sees when a command fails: one line that begins with {@code error:}, and a stack trace only with {@code
 * --debug}.
 */
final class UserErrors implements IExecutionExceptionHandler, IParameterExceptionHandler {
    static final int FAILED = 1;
    static final int BAD_INPUT = 2;

    private final BooleanSupplier isDebug;

    UserErrors(final BooleanSupplier isDebug) {
        this.isDebug = isDebug;
    }

    @Override
    public int handleExecutionException(final Exception ex, final CommandLine command, final ParseResult parsed) {
        final PrintWriter err = command.getErr();
        err.println("error: " + describe(ex));
        if (isDebug.getAsBoolean()) {
            ex.printStackTrace(err);
        }
        err.flush();
        return ex instanceof IllegalArgumentException ? BAD_INPUT : FAILED;
    }

    @Override
    public int handleParseException(final ParameterException ex, final String[] args) {
        final CommandLine command = ex.getCommandLine();
        final PrintWriter err = command.getErr();
        err.println("error: " + ex.getMessage());
        err.println("try '" + command.getCommandSpec().qualifiedName() + " --help'");
        if (isDebug.getAsBoolean()) {
            ex.printStackTrace(err);
        }
        err.flush();
        return BAD_INPUT;
    }

    private static String describe(final Exception ex) {
        if (ex instanceof UncheckedIOException && ex.getCause() != null) {
            return ex.getMessage() + ": " + describe((IOException) ex.getCause());
        }
        final boolean isExpected = ex instanceof IllegalArgumentException
                || ex instanceof EngineException
                || ex instanceof CorruptLogException;
        if (isExpected && ex.getMessage() != null) {
            return ex.getMessage();
        }
        if (ex instanceof IOException) {
            return ex.getClass().getSimpleName() + " " + ex.getMessage();
        }
        return "unexpected " + ex + "; please report it, with the output of the same command and --debug";
    }
}
