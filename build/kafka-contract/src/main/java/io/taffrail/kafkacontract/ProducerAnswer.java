/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkacontract;

import io.taffrail.kafkacontract.Request.Partition;
import java.util.List;

/** What a transaction coordinator answers. Immutable. Errors are named as Kafka names them, {@code NONE} for none. */
public sealed interface ProducerAnswer {
    /** To {@link ProducerRequest.Init} and {@link ProducerRequest.End}; id and epoch are -1 with an error. */
    record Assigned(String error, long producerId, short epoch) implements ProducerAnswer {}

    /** To {@link ProducerRequest.Add}. */
    record Added(String error) implements ProducerAnswer {}

    /** To {@link ProducerRequest.Describe}; with an error the state is empty, id, epoch and timeout do not count. */
    record Described(
            String error, String state, long producerId, short epoch, int timeoutMs, List<Partition> partitions)
            implements ProducerAnswer {}

    /** To {@link ProducerRequest.ListTransactions}. */
    record Listed(String error, List<ListedTransaction> transactions) implements ProducerAnswer {}

    /** One transactional id of a listing. */
    record ListedTransaction(String transactionalId, String state, long producerId) {}
}
