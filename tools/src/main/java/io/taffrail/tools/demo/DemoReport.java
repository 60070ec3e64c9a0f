/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;

/** Prints what the demo did. Numbers are grouped the same way whatever the user's locale. */
final class DemoReport {
    private static final double NS_PER_SECOND = 1e9;
    private static final double PRICE_SCALE = 10_000.0;

    /** A run that sent at less than this part of its rate says so. */
    private static final double RATE_MISSED = 0.99;

    private final PrintWriter out;

    DemoReport(final PrintWriter out) {
        this.out = out;
    }

    void printInput(final OrderInput input, final DirectComputation direct, final Path directory) {
        final Totals totals = direct.totals();
        line("input      %s", input.description());
        line(
                "direct     %,d events through the book without a log in %.3f s (%,.0f/s)",
                totals.events, seconds(direct.elapsedNs()), perSecond(totals.events, direct.elapsedNs()));
        final OrderBook book = direct.book();
        if (book.unknownOrders() > 0) {
            line("           %,d events are about orders from before the input", book.unknownOrders());
        }
        if (book.replacedOrders() > 0) {
            line("           %,d new orders replace a resting one with their id", book.replacedOrders());
        }
        line("directory  %s  (topics %s, %s)", directory, DemoTopics.ORDERS, DemoTopics.MARKET);
        out.flush();
    }

    void printResult(final PipelineResult result, final long ratePerSecond) {
        final Totals found = result.found();
        out.println();
        line("pipeline   %.3f s", seconds(result.totalNs()));
        count("events read", found.events, result.publishNs());
        line("  %-18s %,14d   new limit orders", "orders", found.newOrders);
        line(
                "  %-18s %,14d   %,d shares for $%,.2f",
                "trades", found.trades, found.tradedShares, found.notional / PRICE_SCALE);
        line("  %-18s %,14d   changes of best bid or offer", "top of book", found.topChanges);
        count("records published", found.events + found.marketRecords(), result.totalNs());
        count("records audited", result.auditedRecords(), result.totalNs());
        printLatencies(result, ratePerSecond);
        printChecks(result);
    }

    private void printLatencies(final PipelineResult result, final long ratePerSecond) {
        out.println();
        if (ratePerSecond > 0) {
            line("latency    in µs from the time each event was due, at %,d events/s, warm-up included", ratePerSecond);
            final double reached = perSecond(result.found().events, result.publishNs());
            if (reached < ratePerSecond * RATE_MISSED) {
                line("           the rate was MISSED: %,.0f/s were sent; the latencies show the backlog", reached);
            }
        } else {
            line("latency    in µs from just before the claim, as fast as the pipeline keeps up, warm-up included");
            line("           up to %,d orders are under way: end to end is queueing, try --rate", Flow.WINDOW);
        }
        result.latencies().print(out);
    }

    private void printChecks(final PipelineResult result) {
        out.println();
        line("checks     %s", result.isPassed() ? "all passed" : "FAILED");
        for (final Check check : result.checks()) {
            line("  %s", check.describe());
        }
        out.flush();
    }

    private void count(final String what, final long count, final long elapsedNs) {
        line("  %-18s %,14d   %,12.0f/s", what, count, perSecond(count, elapsedNs));
    }

    private void line(final String format, final Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }

    private static double seconds(final long ns) {
        return ns / NS_PER_SECOND;
    }

    private static double perSecond(final long count, final long elapsedNs) {
        return count * NS_PER_SECOND / Math.max(1, elapsedNs);
    }
}
