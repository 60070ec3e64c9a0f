/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import io.taffrail.group.GroupRecord;
import java.util.List;

/**
 * Records that are appended as one batch.
 *
 * @param records       one or more.
 * @param producerId    in whose transaction they are; {@link #NO_PRODUCER} in none.
 * @param producerEpoch of the producer.
 */
record OutgoingBatch(List<GroupRecord> records, long producerId, short producerEpoch) {
    static final long NO_PRODUCER = -1;

    boolean isTransactional() {
        return producerId != NO_PRODUCER;
    }
}
