/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;

/** An example as it was run from the command line: what it answered and what it said. */
public record CommandRun(int exitCode, String out, String err) {

    /** Run one in this process. */
    public static CommandRun of(final Object... arguments) {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final int exitCode = Examples.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
        return new CommandRun(exitCode, out.toString(), err.toString());
    }
}
