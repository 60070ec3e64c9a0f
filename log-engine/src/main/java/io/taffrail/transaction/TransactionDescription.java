/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.transaction;

import io.taffrail.model.TopicPartition;
import java.util.Set;

/**
 * A transactional id as it is.
 *
 * @param transactionalId which.
 * @param state           it is in; {@link TransactionState#DEAD} where there is none of this id.
 * @param producerId      of its producer; {@link ProducerIdentity#NO_ID} where there is none.
 * @param producerEpoch   of its producer; {@link ProducerIdentity#NO_EPOCH} where there is none.
 * @param timeoutMs       how long its transactions may take, milliseconds.
 * @param startEpochMs    when its last transaction began, milliseconds since the epoch; -1 before the first.
 * @param partitions      that belong to the transaction; of a prepared one, those without a marker yet.
 */
public record TransactionDescription(
        String transactionalId,
        TransactionState state,
        long producerId,
        short producerEpoch,
        int timeoutMs,
        long startEpochMs,
        Set<TopicPartition> partitions) {

    static TransactionDescription dead(final String transactionalId) {
        return new TransactionDescription(
                transactionalId,
                TransactionState.DEAD,
                ProducerIdentity.NO_ID,
                ProducerIdentity.NO_EPOCH,
                0,
                TransactionRecord.NO_TIME,
                Set.of());
    }
}
