/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples;

import java.io.PrintWriter;

/**
 * What an example verifies of its own work: each check is a line of its output, and the exit code tells of all.
 *
 * <p>Threading: one thread.
 */
public final class Checks {
    private final PrintWriter out;
    private int failures;

    /**
     * None yet.
     *
     * @param out to print them to.
     */
    public Checks(final PrintWriter out) {
        this.out = out;
    }

    /**
     * Something is to be so.
     *
     * @param what  is to be so.
     * @param isMet whether it is.
     * @param found what is instead, printed if it is not.
     */
    public void require(final String what, final boolean isMet, final String found) {
        if (!isMet) {
            failures++;
        }
        out.println(isMet ? "ok      " + what : "FAILED  " + what + ": " + found);
    }

    /**
     * A number is to be another one.
     *
     * @param what     is to be so.
     * @param found    the number.
     * @param expected what it is to be.
     */
    public void requireEqual(final String what, final long found, final long expected) {
        require(what, found == expected, "found=" + found + " expected=" + expected);
    }

    /**
     * What the command answers.
     *
     * @return 0 if all checks were met, else 1.
     */
    public int exitCode() {
        return failures == 0 ? 0 : 1;
    }

    /**
     * Make sure that the value of an option is within its range.
     *
     * @param option such as {@code --records}.
     * @param value  that was given.
     * @param min    smallest one.
     * @param max    largest one.
     * @throws IllegalArgumentException if it is not.
     */
    public static void requireRange(final String option, final long value, final long min, final long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(option + "=" + value + " must be from " + min + " to " + max);
        }
    }
}
