/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * The latencies of one run, each recorded by one thread and read after that thread has ended.
 *
 * <p>All three begin at the time of sending: with a rate, the time at which the event was due, whether or not the
 * publisher got to it then, so that a stall is charged to every event it delayed; without one, just before its claim.
 */
final class Latencies {
    private static final long MAX_NS = TimeUnit.MINUTES.toNanos(10);
    private static final int DIGITS = 3;
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99, 100};
    private static final String[] LABELS = {"p50", "p90", "p99", "p99.9", "p99.99", "max"};
    private static final double NS_PER_US = 1_000.0;

    /** Publisher: until the order's commit has returned. */
    final Histogram publish = new Histogram(MAX_NS, DIGITS);

    /** Book: until the order is in the book thread's hands. */
    final Histogram toBook = new Histogram(MAX_NS, DIGITS);

    /** Audit: until the trade or top-of-book change that the order caused is in the audit thread's hands. */
    final Histogram endToEnd = new Histogram(MAX_NS, DIGITS);

    static void record(final Histogram histogram, final long latencyNs) {
        histogram.recordValue(Math.max(0, Math.min(latencyNs, MAX_NS)));
    }

    /** One row for each latency, one column for each percentile. */
    void print(final PrintWriter out) {
        out.printf(Locale.ROOT, "  %-24s", "");
        for (final String label : LABELS) {
            out.printf(Locale.ROOT, " %11s", label);
        }
        out.println();
        printRow(out, "publish", publish);
        printRow(out, "order to book", toBook);
        printRow(out, "end to end", endToEnd);
    }

    private static void printRow(final PrintWriter out, final String name, final Histogram histogram) {
        out.printf(Locale.ROOT, "  %-24s", name);
        for (final double percentile : PERCENTILES) {
            out.printf(Locale.ROOT, " %,11.1f", histogram.getValueAtPercentile(percentile) / NS_PER_US);
        }
        out.println();
    }
}
