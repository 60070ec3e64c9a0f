/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import io.taffrail.group.GroupAnswer;
import io.taffrail.group.GroupOutbox;
import io.taffrail.group.GroupRecord;
import io.taffrail.group.GroupRequest;
import java.util.ArrayList;
import java.util.List;

/** What the core of a shard of groups leaves to be done. Under the shard's monitor. */
final class GroupOutgoing implements GroupOutbox {
    private static final int MAX_BATCH = 200; // records; with metadata of 4 KiB each they still fit a batch
    private static final short NO_EPOCH = -1;

    private final Answers<GroupRequest, GroupAnswer> answers;
    private final List<OutgoingBatch> batches = new ArrayList<>();

    GroupOutgoing(final Answers<GroupRequest, GroupAnswer> answers) {
        this.answers = answers;
    }

    @Override
    public void append(final GroupRecord record) {
        final OutgoingBatch last = batches.isEmpty() ? null : batches.get(batches.size() - 1);
        if (last != null && !last.isTransactional() && last.records().size() < MAX_BATCH) {
            last.records().add(record);
        } else {
            batches.add(new OutgoingBatch(new ArrayList<>(List.of(record)), OutgoingBatch.NO_PRODUCER, NO_EPOCH));
        }
    }

    @Override
    public void appendInTransaction(final List<GroupRecord> records, final long producerId, final short producerEpoch) {
        batches.add(new OutgoingBatch(records, producerId, producerEpoch));
    }

    @Override
    public void answer(final long token, final GroupAnswer answer) {
        answers.give(token, answer);
    }

    @Override
    public void answerOnCommit(final long token, final GroupAnswer answer) {
        answers.hold(token, answer);
    }

    /** What to append, in order: of plain records as many to a batch as surely fit, of a transaction's all. */
    List<OutgoingBatch> batches() {
        return batches;
    }
}
