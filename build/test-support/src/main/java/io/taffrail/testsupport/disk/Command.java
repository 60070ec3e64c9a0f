/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/** A command of the operating system. */
final class Command {
    private static final long LIMIT_S = 60;

    private Command() {}

    /** Run one that must work here; the test is skipped where it does not. */
    static void require(final String what, final String... command) throws IOException {
        final String answer = run(command);
        if (!answer.isEmpty()) {
            throw new TestAbortedException("cannot " + what + ": " + answer);
        }
    }

    /** Run one that has worked before. */
    static void check(final String... command) throws IOException {
        final String answer = run(command);
        if (!answer.isEmpty()) {
            throw new IOException(answer);
        }
    }

    /** Nothing, or what went wrong. */
    static String run(final String... command) throws IOException {
        final Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (final IOException ex) {
            return ex.getMessage();
        }
        try {
            final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(LIMIT_S, TimeUnit.SECONDS) && process.exitValue() == 0
                    ? ""
                    : String.join(" ", command) + ": " + output.trim();
        } catch (final InterruptedException ex) {
            throw new IOException(ex);
        }
    }
}
