/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.transaction;

import io.taffrail.model.TopicPartition;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of a transactional id outlives the process. Its key is the transactional id, and the newest record of each is all that
 * counts, so its log can be compacted.
 */
public sealed interface TransactionRecord {
    /** Instead of a time that there is not. */
    long NO_TIME = -1;

    /**
     * Whom it belongs to.
     *
     * @return the transactional id.
     */
    String transactionalId();

    /**
     * A transactional id as it is now.
     *
     * @param transactionalId whom it belongs to.
     * @param producer        who speaks for it.
     * @param state           it is in; one that is stored.
     * @param timeoutMs       how long a transaction may take, milliseconds.
     * @param partitions      that belong to the transaction; empty unless it is ongoing or prepared.
     * @param startEpochMs    when the transaction began, milliseconds since the epoch; {@link #NO_TIME} before the first.
     * @param updatedEpochMs  when this was decided, milliseconds since the epoch.
     */
    record TransactionStored(
            String transactionalId,
            ProducerIdentity producer,
            TransactionState state,
            int timeoutMs,
            Set<TopicPartition> partitions,
            long startEpochMs,
            long updatedEpochMs)
            implements TransactionRecord {
        /** Keeps the partitions in order. */
        public TransactionStored {
            if (state == TransactionState.DEAD || state == TransactionState.PREPARE_EPOCH_FENCE) {
                throw new IllegalArgumentException(
                        "state=" + state + " is never stored: transactionalId=" + transactionalId);
            }
            partitions = Collections.unmodifiableSet(new TreeSet<>(partitions));
        }
    }

    /**
     * The transactional id is forgotten: a tombstone under its key.
     *
     * @param transactionalId that it was.
     */
    record TransactionRemoved(String transactionalId) implements TransactionRecord {}
}
