/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import io.taffrail.model.TopicPartition;

/**
 * An end marker that has yet to be written.
 *
 * @param transactionalId whose transaction.
 * @param producerId      of its producer.
 * @param producerEpoch   that the producer goes on with.
 * @param isCommit        whether the transaction is committed.
 * @param partition       to write it to.
 */
record PendingMarker(
        String transactionalId, long producerId, short producerEpoch, boolean isCommit, TopicPartition partition) {}
