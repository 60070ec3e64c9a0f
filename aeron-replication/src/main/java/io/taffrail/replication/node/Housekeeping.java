/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

import io.taffrail.replication.replica.Replicator;
import java.util.concurrent.TimeUnit;

/**
 * What the replicator's thread does beside replicating, at a low rate: counters, and what other processes ask for.
 *
 * <p>Threading: the replicator's.
 */
final class Housekeeping {
    private static final long INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private final ReplicationCounters counters;
    private final RequestSlot requests;
    private final RequestSlot.Transfer transfer;
    private long dueNs = System.nanoTime();

    Housekeeping(final ReplicationCounters counters, final RequestSlot requests, final Replicator replicator) {
        this.counters = counters;
        this.requests = requests;
        this.transfer = replicator::transfer;
    }

    int doWork() {
        final long nowNs = System.nanoTime();
        if (nowNs - dueNs < 0) {
            return 0;
        }
        dueNs = nowNs + INTERVAL_NS;
        counters.update();
        return requests.poll(transfer);
    }
}
