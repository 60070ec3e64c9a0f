/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import io.taffrail.model.TopicPartition;

/**
 * A transaction that is open in a partition and that no transactional id is going to end.
 *
 * @param partition       that has records of it, and no end marker.
 * @param producerId      of the producer; {@link #UNKNOWN} where all records of the transaction were deleted.
 * @param producerEpoch   of the producer; {@link #UNKNOWN} likewise.
 * @param startOffset     of its first record that is kept; the log start where none is.
 * @param lastTimestampNs of its last record, nanoseconds since the epoch; {@link #UNKNOWN} likewise.
 */
public record HangingTransaction(
        TopicPartition partition, long producerId, short producerEpoch, long startOffset, long lastTimestampNs) {
    /** What only records could tell that are not there any more. */
    public static final int UNKNOWN = -1;

    boolean isSameAs(final HangingTransaction other) {
        return partition.equals(other.partition)
                && producerId == other.producerId
                && producerEpoch == other.producerEpoch
                && startOffset == other.startOffset;
    }
}
