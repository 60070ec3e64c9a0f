/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkacontract;

import io.taffrail.kafkacontract.Request.Partition;
import java.util.List;

/**
 * What a producer asks of a transaction coordinator, and what administrators ask, in terms that no implementation owns.
 * Immutable. A producer id and epoch of -1 are those of a producer that has none yet.
 */
public sealed interface ProducerRequest {
    /** Get a producer id and an epoch. */
    record Init(String transactionalId, int timeoutMs, long producerId, short epoch) implements ProducerRequest {}

    /** Add partitions to the transaction. */
    record Add(String transactionalId, long producerId, short epoch, List<Partition> partitions)
            implements ProducerRequest {}

    /** Commit the transaction, or abort it. */
    record End(String transactionalId, long producerId, short epoch, boolean isCommit) implements ProducerRequest {}

    /** Describe one transactional id. */
    record Describe(String transactionalId) implements ProducerRequest {}

    /** List the transactional ids that are in one of these states; all of them when there is no state. */
    record ListTransactions(List<String> states) implements ProducerRequest {}
}
