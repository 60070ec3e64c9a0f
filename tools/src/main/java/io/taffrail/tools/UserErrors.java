/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools;

import io.taffrail.engine.EngineException;
import io.taffrail.log.CorruptLogException;
import io.taffrail.log.NewerFormatException;
import io.taffrail.model.ErrorCode;
import io.taffrail.model.ErrorCodeException;
import io.taffrail.replication.journal.NodeDirectoryException;
import io.taffrail.replication.transport.TransportException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

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
        if (isBrokenPipe(ex)) {
            return CommandLine.ExitCode.OK;
        }
        final PrintWriter err = command.getErr();
        err.println("error: " + describe(ex));
        if (isDebug.getAsBoolean()) {
            ex.printStackTrace(err);
        }
        err.flush();
        return isBadInput(ex) ? BAD_INPUT : FAILED;
    }

    /** Whether it was asked for something that is not there. */
    private static boolean isBadInput(final Exception ex) {
        if (ex instanceof ErrorCodeException refused) {
            return refused.error() == ErrorCode.GROUP_ID_NOT_FOUND
                    || refused.error() == ErrorCode.TRANSACTIONAL_ID_NOT_FOUND
                    || refused.error() == ErrorCode.INVALID_TRANSACTION_TIMEOUT
                    || refused.error() == ErrorCode.UNKNOWN_TOPIC_OR_PARTITION
                    || refused.error() == ErrorCode.OFFSET_OUT_OF_RANGE;
        }
        return ex instanceof IllegalArgumentException;
    }

    @Override
    public int handleParseException(final ParameterException ex, final String[] args) {
        final CommandLine command = ex.getCommandLine();
        final PrintWriter err = command.getErr();
        err.println("error: " + ex.getMessage());
        UnmatchedArgumentException.printSuggestions(ex, err);
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
                || ex instanceof ErrorCodeException
                || ex instanceof CorruptLogException
                || ex instanceof NodeDirectoryException
                || ex instanceof TransportException
                || ex instanceof NewerFormatException;
        if (isExpected && ex.getMessage() != null) {
            return ex.getMessage();
        }
        if (ex instanceof AccessDeniedException) {
            return "permission denied: " + ex.getMessage();
        }
        if (ex instanceof IOException) {
            return ex.getClass().getSimpleName() + " " + ex.getMessage();
        }
        return "unexpected " + ex + "; please report it, with the output of the same command and --debug";
    }

    /** Whoever read the output has had enough of it, as in {@code taffrail consume ... | head}. */
    private static boolean isBrokenPipe(final Exception ex) {
        return ex instanceof UncheckedIOException
                && ex.getCause() != null
                && String.valueOf(ex.getCause().getMessage()).contains("Broken pipe");
    }
}
