/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.console;

import picocli.CommandLine.Model.CommandSpec;

/**
 * What a command tells on standard error beside its results, and how it writes what is missing.
 *
 * <p>Threading: one thread.
 */
public final class Notes {
    private static final String DASH = "-";

    private final CommandSpec spec;
    private final Output output;

    /**
     * Notes of a command.
     *
     * @param spec   of the command.
     * @param output of its results.
     */
    public Notes(final CommandSpec spec, final Output output) {
        this.spec = spec;
        this.output = output;
    }

    /**
     * Say something behind all that was printed before.
     *
     * @param line without line end.
     */
    public void say(final String line) {
        output.flush();
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }

    /**
     * A value, or a dash where there is none.
     *
     * @param value to write, or null.
     * @return its text; a dash also for an empty one.
     */
    public static String orDash(final Object value) {
        return value == null || value.toString().isEmpty() ? DASH : value.toString();
    }
}
