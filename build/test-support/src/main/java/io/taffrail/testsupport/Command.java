/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/** A command of the operating system that says little and soon ends; one that does not end within a minute is killed. */
public final class Command {
    private static final long LIMIT_S = 60;

    private Command() {}

    /**
     * Run one that must work here; the test is skipped where it does not.
     *
     * @param what    it is for.
     * @param command and its arguments.
     * @throws TestAbortedException if it failed, with what it said.
     */
    public static void require(final String what, final String... command) {
        final String wrong = run(command);
        if (!wrong.isEmpty()) {
            throw new TestAbortedException("cannot " + what + ": " + wrong);
        }
    }

    /**
     * Run one that may fail.
     *
     * @param command and its arguments.
     * @return nothing, or what went wrong.
     */
    public static String run(final String... command) {
        try {
            check(command);
            return "";
        } catch (final IOException ex) {
            return ex.getMessage();
        }
    }

    /**
     * Run one that has worked before.
     *
     * @param command and its arguments.
     * @return what it said.
     * @throws IOException if it failed, with what it said.
     */
    public static String check(final String... command) throws IOException {
        final Process process =
                new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
                throw new IOException(String.join(" ", command) + ": did not end within seconds=" + LIMIT_S);
            }
            final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
            if (process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ": " + output);
            }
            return output;
        } catch (final InterruptedException ex) {
            throw new IOException(ex);
        } finally {
            process.destroyForcibly();
        }
    }
}
