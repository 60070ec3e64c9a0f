/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

import java.util.HashMap;
import java.util.Map;

/**
 * Whether each reader goes through each partition in order and leaves nothing out, from one assignment to the next. Left
 * out is what somebody read; what nobody read is {@link ValueChecks}' business.
 */
final class PollCheck {
    private final HistoryIndex index;
    private final Expectations expectations;
    private final Findings findings;
    private final Map<Integer, Map<Integer, Last>> byProcess = new HashMap<>();

    PollCheck(final HistoryIndex index, final Expectations expectations, final Findings findings) {
        this.index = index;
        this.expectations = expectations;
        this.findings = findings;
    }

    /** To be called in the order of ends. */
    void check(final Operation operation) {
        final Map<Integer, Last> places = byProcess.computeIfAbsent(operation.process(), any -> new HashMap<>());
        switch (operation.kind()) {
            case SUBSCRIBE, CRASH -> places.clear();
            case ASSIGN -> assign(places, operation);
            case POLL -> poll(places, operation);
            case PUBLISH, BEGIN, COMMIT, ABORT -> {
                // move no reader
            }
        }
    }

    private static void assign(final Map<Integer, Last> places, final Operation operation) {
        places.clear();
        for (final Records records : operation.records()) {
            final long start = records.offset(0);
            if (start != Records.UNKNOWN_OFFSET) {
                places.put(records.partition(), new Last(operation, start - 1));
            }
        }
    }

    private void poll(final Map<Integer, Last> places, final Operation poll) {
        for (final Records records : poll.records()) {
            if (poll.isRebalanced()) {
                // Nobody knows which of its records were read before that.
                places.remove(records.partition());
                continue;
            }
            for (int i = 0; i < records.size(); i++) {
                final long offset = records.offset(i);
                if (offset == Records.UNKNOWN_OFFSET) {
                    continue;
                }
                final Last last = places.get(records.partition());
                if (last == null) {
                    places.put(records.partition(), new Last(poll, offset));
                } else {
                    compare(last, poll, records.partition(), offset);
                    last.operation = poll;
                    last.offset = offset;
                }
            }
        }
    }

    private void compare(final Last last, final Operation poll, final int partition, final long offset) {
        if (offset == last.offset + 1) {
            return;
        }
        final boolean isInternal = last.operation == poll
                || poll.transaction() != null && poll.transaction() == last.operation.transaction();
        final String detail = "offsets=" + last.offset + "," + offset;
        if (offset <= last.offset) {
            findings.add(
                    isInternal ? Anomaly.INTERNAL_NONMONOTONIC_POLL : Anomaly.NONMONOTONIC_POLL,
                    partition,
                    detail,
                    last.operation,
                    poll);
            return;
        }
        final PartitionIndex records = index.partition(partition);
        final long left = records.nextRead(Math.max(last.offset, expectations.logStart(partition) - 1));
        if (left < offset) {
            findings.add(
                    isInternal ? Anomaly.INTERNAL_SKIPPED_POLL : Anomaly.SKIPPED_POLL,
                    partition,
                    detail + " leftOut=" + left + " value=" + records.place(left).published.value,
                    last.operation,
                    poll,
                    records.place(left).seenBy);
        }
    }

    /** Where one reader is in one partition. */
    private static final class Last {
        private Operation operation;
        private long offset;

        Last(final Operation operation, final long offset) {
            this.operation = operation;
            this.offset = offset;
        }
    }
}
