/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.replication.node.ReplicatedPartition;
import io.taffrail.replication.node.ReplicationNode;
import io.taffrail.testsupport.history.PendingOperation;
import io.taffrail.testsupport.history.PolledRecords;
import io.taffrail.testsupport.history.ProcessRecorder;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Reads what is committed, whether its node leads or follows. Threading: a thread of its own. */
final class Reading implements Runnable {
    private static final int MAX_RECORDS = 200;
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(2);

    private final ReplicationNode node;
    private final ReplicatedPartition partition;
    private final ProcessRecorder history;

    Reading(final ReplicationNode node, final ReplicatedPartition partition, final ProcessRecorder history) {
        this.node = node;
        this.partition = partition;
        this.history = history;
    }

    /** From what is committed now, on and on. */
    @Override
    public void run() {
        try (Subscription records = open(partition.highWatermark())) {
            while (true) {
                if (partition.highWatermark() <= records.position(0) || poll(records) == 0) {
                    LockSupport.parkNanos(LOOK_NS);
                }
            }
        }
    }

    /** Everything that is committed by now; the number of records. */
    long readAll() {
        final long end = partition.highWatermark();
        long count = 0;
        try (Subscription records = open(0)) {
            while (records.position(0) < end) {
                final int polled = poll(records);
                if (polled == 0) {
                    throw new AssertionError("reading stops at offset=" + records.position(0) + " before end=" + end);
                }
                count += polled;
            }
        }
        return count;
    }

    private Subscription open(final long offset) {
        history.assignAt(0, offset);
        return node.engine().subscribe(partition.topic(), StartAt.offset(offset));
    }

    private int poll(final Subscription records) {
        final PendingOperation operation = history.invokePoll();
        final PolledRecords polled = new PolledRecords();
        final int count = records.poll(record -> polled.add(0, record.offset(), Value.read(record)), MAX_RECORDS);
        if (count < 0) {
            throw new AssertionError("out of range at offset=" + records.position(0) + " although nothing is deleted");
        }
        operation.ok(polled);
        return count;
    }
}
