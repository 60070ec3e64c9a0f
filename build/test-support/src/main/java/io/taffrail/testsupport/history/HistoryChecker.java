/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

/**
 * Judges histories. All checks are linear in the number of operations and records, but for sorting.
 *
 * <p>The order in which different clients did things, and so the clock, decides nothing but
 * {@link Anomaly#PRECOMMITTED_READ}; the order within one client decides what is said of polls and sends.
 *
 * <p>Definitions after the workload {@code jepsen.tests.kafka} and the checker {@code total-queue} of
 * <a href="https://github.com/jepsen-io/jepsen">Jepsen</a>. Cycles between transactions are not looked for.
 *
 * <h2>Threading</h2>
 *
 * Any thread.
 */
public final class HistoryChecker {
    private HistoryChecker() {}

    /**
     * Checks a history of logs: readers that each have their own place in the partitions.
     *
     * @param history      what happened.
     * @param expectations what was promised.
     * @return what was found.
     */
    public static HistoryReport check(final History history, final Expectations expectations) {
        final Findings findings = new Findings(expectations.examples());
        final HistoryIndex index = new HistoryIndex(history, expectations, findings);
        final ValueChecks values = new ValueChecks(index, expectations, findings);
        values.check();
        final SendCheck sends = new SendCheck(index, findings);
        for (final Operation operation : history.operations()) {
            if (operation.kind() == OperationKind.PUBLISH) {
                sends.check(operation);
            } else if (operation.kind() == OperationKind.POLL) {
                values.checkPrecommitted(operation);
            }
        }
        final PollCheck polls = new PollCheck(index, expectations, findings);
        for (final Operation operation : history.byEnd()) {
            polls.check(operation);
        }
        return report(history, index, expectations, findings);
    }

    /**
     * Checks a history of a queue: readers that share the records among them, so that each is delivered to one. Which
     * readers is said by {@link Expectations#readBy}; the queue is taken to have been drained.
     *
     * @param history      what happened.
     * @param expectations what was promised.
     * @return what was found; of {@link Anomaly} only those of queues.
     */
    public static HistoryReport checkQueue(final History history, final Expectations expectations) {
        final HistoryIndex index = new HistoryIndex(history, expectations, new Findings(1));
        final Findings findings = new Findings(expectations.examples());
        new QueueCheck(index, findings).check();
        return report(history, index, expectations, findings);
    }

    private static HistoryReport report(
            final History history, final HistoryIndex index, final Expectations expectations, final Findings findings) {
        return new HistoryReport(HistoryCounts.of(history, index), expectations.allowed(), findings);
    }
}
