/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.transaction;

/** The time of the present step, given from outside: one that never goes back for deadlines, and the calendar's. */
final class TransactionTime {
    long nowMs;
    long epochMs;

    void set(final long monotonicMs, final long calendarMs) {
        nowMs = monotonicMs;
        epochMs = calendarMs;
    }
}
