/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

/** One thing the audit verifies: how often it was violated, and the first violation in words. Owned by one thread. */
final class Check {
    private final String name;
    private long failures;
    private String firstFailure = "";

    Check(final String name) {
        this.name = name;
    }

    void require(final boolean isMet, final String what, final long found, final long expected) {
        if (!isMet) {
            fail(what + " found=" + found + " expected=" + expected);
        }
    }

    void requireEqual(final String what, final long found, final long expected) {
        require(found == expected, what, found, expected);
    }

    void fail(final String failure) {
        if (failures == 0) {
            firstFailure = failure;
        }
        failures++;
    }

    boolean isPassed() {
        return failures == 0;
    }

    /** {@code ok  name}, or {@code FAILED name: first failure (and n more)}. */
    String describe() {
        if (isPassed()) {
            return "ok      " + name;
        }
        return "FAILED  " + name + ": " + firstFailure + (failures > 1 ? " (and " + (failures - 1) + " more)" : "");
    }
}
