/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import io.taffrail.group.GroupCore;
import io.taffrail.group.GroupOutbox;
import io.taffrail.log.Record;
import java.util.function.ToLongFunction;

/** Tells a core what the log of its groups says, control records included. One thread at a time. */
final class GroupLogAdapter {
    private final GroupRecordDecoder decoder;

    /** One that knows the ids that topics have now. */
    GroupLogAdapter(final ToLongFunction<String> topicIds) {
        decoder = new GroupRecordDecoder(topicIds);
    }

    /** The next record of the log goes to the core. */
    void onRecord(final Record record, final GroupCore core, final GroupOutbox outbox) {
        if (record.isControl()) {
            core.onTransactionEnded(record.producerId(), record.producerEpoch(), record.isCommitMarker());
        } else if (record.isTransactional()) {
            core.applyInTransaction(
                    decoder.decode(record), record.offset(), record.producerId(), record.producerEpoch(), outbox);
        } else {
            core.apply(decoder.decode(record), record.offset(), outbox);
        }
    }
}
