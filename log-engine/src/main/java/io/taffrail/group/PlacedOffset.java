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
 */
record PlacedOffset(GroupRecord.OffsetCommitted record, long logOffset) {
    String groupId() {
        return record.groupId();
    }

    TopicPartition partition() {
        return record.partition();
    }
}
