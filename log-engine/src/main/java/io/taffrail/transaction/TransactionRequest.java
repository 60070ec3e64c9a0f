/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.transaction;

import io.taffrail.model.TopicPartition;
import java.util.Set;

/**
 * What a transaction coordinator is asked for. Each is answered once by a {@link TransactionAnswer}, at once or later.
 *
 * <p>{@code CONCURRENT_TRANSACTIONS} says to ask again a little later: another change of this id is under way, above all the
 * markers of its last transaction are being written.
 */
public sealed interface TransactionRequest {
    /**
     * Whose transaction.
     *
     * @return the transactional id, not empty.
     */
    String transactionalId();

    /**
     * Become the producer of a transactional id: an older one is fenced, and what it left open aborted; that is answered
     * {@code CONCURRENT_TRANSACTIONS}. Answered by {@link TransactionAnswer.Assigned}.
     *
     * @param transactionalId whose.
     * @param timeoutMs       after so long its transactions are aborted, 1 to {@code transaction.max.timeout.ms}.
     * @param producerId      that the producer had, which goes on after an error; else {@link ProducerIdentity#NO_ID}.
     * @param producerEpoch   that it had; else {@link ProducerIdentity#NO_EPOCH}.
     */
    record InitProducerId(String transactionalId, int timeoutMs, long producerId, short producerEpoch)
            implements TransactionRequest {
        /**
         * For a producer that had no id yet.
         *
         * @param transactionalId whose.
         * @param timeoutMs       after so long its transactions are aborted, 1 to {@code transaction.max.timeout.ms}.
         * @return the request.
         */
        public static InitProducerId anew(final String transactionalId, final int timeoutMs) {
            return new InitProducerId(transactionalId, timeoutMs, ProducerIdentity.NO_ID, ProducerIdentity.NO_EPOCH);
        }

        boolean isAnew() {
            return producerId == ProducerIdentity.NO_ID;
        }
    }

    /**
     * Add partitions to the transaction, which begins with the first. Nothing may be written to a partition before this is
     * answered. Answered by {@link TransactionAnswer.Done}.
     *
     * @param transactionalId whose.
     * @param producerId      of the producer.
     * @param producerEpoch   of the producer.
     * @param partitions      that it is going to write to; those of {@code __consumer_offsets} for offsets that it sends.
     */
    record AddPartitions(String transactionalId, long producerId, short producerEpoch, Set<TopicPartition> partitions)
            implements TransactionRequest {}

    /**
     * Commit or abort the transaction. Answered by {@link TransactionAnswer.Assigned} once that is decided for good: whoever
     * reads committed records alone sees all of it or nothing. The producer goes on with the epoch of the answer.
     *
     * @param transactionalId whose.
     * @param producerId      of the producer.
     * @param producerEpoch   of the producer.
     * @param isCommit        whether to commit; else to abort.
     */
    record End(String transactionalId, long producerId, short producerEpoch, boolean isCommit)
            implements TransactionRequest {}

    /**
     * An administrator takes the id away from its producer, as a newer producer would: what is ongoing is aborted first,
     * answered {@code CONCURRENT_TRANSACTIONS}. Answered by {@link TransactionAnswer.Done}; without an error nothing is ongoing
     * and the producer is fenced.
     *
     * @param transactionalId whose.
     */
    record Abort(String transactionalId) implements TransactionRequest {}
}
