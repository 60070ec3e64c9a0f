/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was found in a history. Immutable. */
public final class HistoryReport {
    private final HistoryCounts counts;
    private final Set<Anomaly> allowed;
    private final Map<Anomaly, Integer> found;
    private final List<Finding> findings;

    HistoryReport(final HistoryCounts counts, final Set<Anomaly> allowed, final Findings findings) {
        this.counts = counts;
        this.allowed = allowed;
        this.found = new EnumMap<>(findings.counts());
        this.findings = List.copyOf(findings.kept());
    }

    /**
     * Whether nothing was found but what is allowed.
     *
     * @return true for a good history. Look at {@link #counts} too: one in which nothing happened is good.
     */
    public boolean isValid() {
        return allowed.containsAll(found.keySet());
    }

    /**
     * The kinds of what was found, allowed or not.
     *
     * @return a new set.
     */
    public Set<Anomaly> found() {
        final Set<Anomaly> kinds = EnumSet.noneOf(Anomaly.class);
        kinds.addAll(found.keySet());
        return kinds;
    }

    /**
     * How often one kind was found.
     *
     * @param anomaly the kind.
     * @return zero or more, those included that are not kept as examples.
     */
    public int count(final Anomaly anomaly) {
        return found.getOrDefault(anomaly, 0);
    }

    /**
     * The first findings of each kind.
     *
     * @return unmodifiable.
     */
    public List<Finding> findings() {
        return Collections.unmodifiableList(findings);
    }

    /**
     * How much happened.
     *
     * @return numbers of operations and records.
     */
    public HistoryCounts counts() {
        return counts;
    }

    /**
     * Throws if the history is not a good one.
     *
     * @throws AssertionError with the whole report.
     */
    public void assertValid() {
        if (!isValid()) {
            throw new AssertionError(toString());
        }
    }

    /**
     * The report for people: numbers, and for each kind its number, its meaning and the first findings with their operations.
     *
     * @return several lines; times are nanoseconds.
     */
    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder(1000);
        text.append(isValid() ? "good history: " : "bad history: ")
                .append(counts)
                .append('\n');
        for (final Map.Entry<Anomaly, Integer> entry : found.entrySet()) {
            text.append(entry.getKey()).append(" x ").append(entry.getValue());
            text.append(allowed.contains(entry.getKey()) ? " (allowed): " : ": ");
            text.append(entry.getKey().meaning()).append('\n');
            for (final Finding finding : findings) {
                if (finding.anomaly() == entry.getKey() && !allowed.contains(entry.getKey())) {
                    text.append("  ").append(finding).append('\n');
                }
            }
        }
        return text.toString();
    }
}
