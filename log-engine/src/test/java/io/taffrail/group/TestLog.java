/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

import java.util.ArrayList;
import java.util.List;

/** The log of a core in memory: records, some of them of transactions, and the ends of transactions. An offset is an index. */
final class TestLog {
    static final long NO_PRODUCER = -1;
    private static final short EPOCH = 0;

    private final List<Entry> entries = new ArrayList<>();

    /** A record, or the end of the producer's transaction where there is none; others of the batch stand beside it. */
    record Entry(GroupRecord record, long producerId, boolean isCommit, boolean isLastOfBatch) {
        boolean isEnd() {
            return record == null;
        }
    }

    void append(final GroupRecord record) {
        entries.add(new Entry(record, NO_PRODUCER, false, true));
    }

    void appendInTransaction(final List<GroupRecord> records, final long producerId) {
        for (int i = 0; i < records.size(); i++) {
            entries.add(new Entry(records.get(i), producerId, false, i == records.size() - 1));
        }
    }

    void appendEnd(final long producerId, final boolean isCommit) {
        entries.add(new Entry(null, producerId, isCommit, true));
    }

    int size() {
        return entries.size();
    }

    Entry entry(final int offset) {
        return entries.get(offset);
    }

    /** The end of the batch that an offset is within. */
    int batchEnd(final int offset) {
        int end = offset;
        while (end > 0 && !entries.get(end - 1).isLastOfBatch) {
            end++;
        }
        return end;
    }

    /** Lose what stands behind an offset. */
    void cut(final int end) {
        entries.subList(end, entries.size()).clear();
    }

    void apply(final int offset, final GroupCore core, final GroupOutbox outbox) {
        final Entry entry = entries.get(offset);
        if (entry.isEnd()) {
            core.onTransactionEnded(entry.producerId, EPOCH, entry.isCommit);
        } else if (entry.producerId == NO_PRODUCER) {
            core.apply(entry.record, offset, outbox);
        } else {
            core.applyInTransaction(entry.record, offset, entry.producerId, EPOCH, outbox);
        }
    }
}
