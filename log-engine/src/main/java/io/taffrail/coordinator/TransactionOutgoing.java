/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import io.taffrail.model.TopicPartition;
import io.taffrail.transaction.TransactionAnswer;
import io.taffrail.transaction.TransactionOutbox;
import io.taffrail.transaction.TransactionRecord;
import io.taffrail.transaction.TransactionRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the core of a shard of transactional ids leaves to be done. Under the shard's monitor. */
final class TransactionOutgoing implements TransactionOutbox {
    private final Answers<TransactionRequest, TransactionAnswer> answers;
    private final List<TransactionRecord> records = new ArrayList<>();
    private final List<PendingMarker> markers = new ArrayList<>();

    TransactionOutgoing(final Answers<TransactionRequest, TransactionAnswer> answers) {
        this.answers = answers;
    }

    @Override
    public void append(final TransactionRecord record) {
        records.add(record);
    }

    @Override
    public void answer(final long token, final TransactionAnswer answer) {
        answers.give(token, answer);
    }

    @Override
    public void answerOnCommit(final long token, final TransactionAnswer answer) {
        answers.hold(token, answer);
    }

    @Override
    public void writeMarkers(
            final String transactionalId,
            final long producerId,
            final short producerEpoch,
            final boolean isCommit,
            final Set<TopicPartition> partitions) {
        for (final TopicPartition partition : partitions) {
            markers.add(new PendingMarker(transactionalId, producerId, producerEpoch, isCommit, partition));
        }
    }

    /** Records to append, in order. */
    List<TransactionRecord> records() {
        return records;
    }

    /** Markers that are not written yet. */
    List<PendingMarker> markers() {
        return markers;
    }
}
