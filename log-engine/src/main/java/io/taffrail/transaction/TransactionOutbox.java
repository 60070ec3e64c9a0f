/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.transaction;

import io.taffrail.model.TopicPartition;
import java.util.Set;

/** Where the core puts what is to be done. */
public interface TransactionOutbox {
    /**
     * Append a record to the coordinator's log, after those of this step that came before, and hand it to
     * {@link TransactionCore#apply} once it is committed.
     *
     * @param record to append.
     */
    void append(TransactionRecord record);

    /**
     * Answer a request now.
     *
     * @param token  that came with the request.
     * @param answer to it.
     */
    void answer(long token, TransactionAnswer answer);

    /**
     * Answer a request once the records of this step are committed.
     *
     * @param token  that came with the request.
     * @param answer to it.
     */
    void answerOnCommit(long token, TransactionAnswer answer);

    /**
     * End a transaction in its partitions: write a marker to each, and tell {@link TransactionCore#onMarkerWritten} of each
     * that is committed, or whose partition does not exist any more. A coordinator that starts over asks for markers again that
     * may have been written: in a partition where the producer has this epoch already, nothing may change.
     *
     * @param transactionalId whose.
     * @param producerId      of the producer.
     * @param producerEpoch   of the marker; above the one that the transaction was written with, so that it fences.
     * @param isCommit        whether to commit; else to abort.
     * @param partitions      that belong to the transaction; not empty.
     */
    void writeMarkers(
            String transactionalId,
            long producerId,
            short producerEpoch,
            boolean isCommit,
            Set<TopicPartition> partitions);
}
