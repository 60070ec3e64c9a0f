/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

import io.taffrail.model.TopicPartition;

/**
 * What the log says of an offset, looked up anew each time: the last record counts that stands behind the last deletion, and in
 * no transaction or in one with a commit behind it; a record with no end of its transaction behind it makes it unstable.
 */
final class LogReference {
    private LogReference() {}

    static void check(final TestLog log, final int end, final GroupCore core, final TopicPartition partition) {
        final String groupId = SimulatedGroups.GROUP;
        FetchedOffset expected = FetchedOffset.NOTHING;
        boolean isStable = true;
        for (int i = 0; i < end; i++) {
            final GroupRecord record = log.entry(i).record();
            if (record instanceof GroupRecord.OffsetRemoved removed
                    && removed.partition().equals(partition)) {
                expected = FetchedOffset.NOTHING;
                isStable = true;
            } else if (record instanceof GroupRecord.OffsetCommitted committed
                    && committed.partition().equals(partition)) {
                final TestLog.Entry entry = log.entry(i);
                final TestLog.Entry last =
                        entry.producerId() == TestLog.NO_PRODUCER ? null : endOf(log, i, end, entry.producerId());
                if (last == entry) {
                    isStable = false;
                } else if (last == null || last.isCommit()) {
                    expected = FetchedOffset.of(committed.offset());
                }
            }
        }
        requireSame(partition, expected, core.committed(groupId, partition, false));
        requireSame(partition, isStable ? expected : FetchedOffset.UNSTABLE, core.committed(groupId, partition, true));
    }

    /** The end of the transaction of a record; the record where there is none. */
    private static TestLog.Entry endOf(final TestLog log, final int from, final int end, final long producerId) {
        for (int i = from + 1; i < end; i++) {
            if (log.entry(i).isEnd() && log.entry(i).producerId() == producerId) {
                return log.entry(i);
            }
        }
        return log.entry(from);
    }

    private static void requireSame(
            final TopicPartition partition, final FetchedOffset expected, final FetchedOffset found) {
        if (!expected.equals(found)) {
            throw new AssertionError("partition=" + partition + " expected=" + expected + " found=" + found);
        }
    }
}
