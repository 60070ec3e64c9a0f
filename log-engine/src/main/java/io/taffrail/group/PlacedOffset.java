/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

import io.taffrail.model.TopicPartition;

/**
 * A committed offset and where its record stands: of two for the same partition the later record counts, whichever becomes
 * visible first.
 *
 * @param record    of the commit.
 * @param logOffset of that record in the group's log.
 * @param epoch     of the producer in whose transaction it is; {@link #NO_EPOCH} in none.
 */
record PlacedOffset(GroupRecord.OffsetCommitted record, long logOffset, short epoch) {
    /** Outside of a transaction. */
    static final short NO_EPOCH = -1;

    /**
     * Whether an end with an epoch is that of its transaction: the epoch follows on its own, or is the same. Another one says
     * that its own was lost when the log was cut, and that one was not committed as a whole.
     */
    boolean isEndedBy(final short endEpoch) {
        return endEpoch == epoch || endEpoch == epoch + 1;
    }

    String groupId() {
        return record.groupId();
    }

    TopicPartition partition() {
        return record.partition();
    }
}
