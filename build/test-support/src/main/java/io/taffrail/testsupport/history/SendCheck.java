/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

import java.util.HashMap;
import java.util.Map;

/** Whether each client's publishes to each partition have rising offsets, and batches and transactions no strangers within. */
final class SendCheck {
    private final HistoryIndex index;
    private final Findings findings;
    private final Map<Integer, Map<Integer, Last>> byProcess = new HashMap<>();

    SendCheck(final HistoryIndex index, final Findings findings) {
        this.index = index;
        this.findings = findings;
    }

    /** To be called in the order of invocations. */
    void check(final Operation publish) {
        final EventType outcome = index.outcomeOf(publish);
        if (outcome == EventType.FAIL) {
            return;
        }
        final Map<Integer, Last> byPartition = byProcess.computeIfAbsent(publish.process(), any -> new HashMap<>());
        for (final Records records : publish.records()) {
            final Last last = byPartition.computeIfAbsent(records.partition(), any -> new Last());
            for (int i = 0; i < records.size(); i++) {
                final long offset = outcome == EventType.OK ? records.offset(i) : whereRead(records, i);
                if (offset == Records.UNKNOWN_OFFSET) {
                    continue;
                }
                if (last.operation != null) {
                    compare(last, publish, records.partition(), records.value(i), offset);
                }
                // An unknown publish may take effect late: nothing is expected of what follows it.
                if (outcome == EventType.OK) {
                    last.operation = publish;
                    last.offset = offset;
                    last.value = records.value(i);
                }
            }
        }
    }

    /** Where the value of an unknown publish was read; unknown as well if it was tried more than once. */
    private long whereRead(final Records records, final int i) {
        final Published published = index.partition(records.partition()).entry(records.value(i));
        return published.attempts == 1 ? published.offset : Records.UNKNOWN_OFFSET;
    }

    private void compare(
            final Last last, final Operation publish, final int partition, final long value, final long offset) {
        final boolean isSameOperation = last.operation == publish;
        final boolean isTogether = isSameOperation
                || publish.transaction() != null && publish.transaction() == last.operation.transaction();
        final Anomaly anomaly;
        if (offset <= last.offset) {
            anomaly = isTogether ? Anomaly.NONMONOTONIC_SEND : Anomaly.REORDERED;
        } else if (isTogether && index.partition(partition).nextKnown(last.offset) < offset) {
            anomaly = isSameOperation ? Anomaly.SKIPPED_SEND : Anomaly.INTERLEAVED_SEND;
        } else {
            return;
        }
        findings.add(
                anomaly,
                partition,
                "values=" + last.value + "," + value + " offsets=" + last.offset + "," + offset,
                last.operation,
                publish);
    }

    /** The last acknowledged record of one client in one partition. */
    private static final class Last {
        private Operation operation;
        private long offset;
        private long value;
    }
}
