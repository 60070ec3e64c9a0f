/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

/**
 * How much happened in a history; a check of one in which nothing happened says nothing.
 *
 * @param operations   of all kinds.
 * @param acknowledged records whose publish, and transaction, succeeded.
 * @param unknown      records of which neither is known.
 * @param failed       records that must not be read.
 * @param recovered    those of the unknown that were read.
 * @param read         records of all polls, each as often as it was read.
 */
public record HistoryCounts(int operations, long acknowledged, long unknown, long failed, long recovered, long read) {

    static HistoryCounts of(final History history, final HistoryIndex index) {
        long acknowledged = 0;
        long unknown = 0;
        long failed = 0;
        long recovered = 0;
        for (final PartitionIndex partition : index.partitions()) {
            for (final long value : partition.values()) {
                final Published published = partition.entry(value);
                if (published.attempts > 0) {
                    acknowledged += published.outcome == EventType.OK ? 1 : 0;
                    unknown += published.outcome == EventType.INFO ? 1 : 0;
                    failed += published.outcome == EventType.FAIL ? 1 : 0;
                    recovered += published.outcome == EventType.INFO && published.firstRead != null ? 1 : 0;
                }
            }
        }
        final long read = history.operations().stream()
                .filter(operation -> operation.kind() == OperationKind.POLL)
                .flatMap(operation -> operation.records().stream())
                .mapToLong(Records::size)
                .sum();
        return new HistoryCounts(history.operations().size(), acknowledged, unknown, failed, recovered, read);
    }

    @Override
    public String toString() {
        return "operations=" + operations + " acknowledged=" + acknowledged + " unknown=" + unknown + " (read="
                + recovered + ") failed=" + failed + " recordsRead=" + read;
    }
}
