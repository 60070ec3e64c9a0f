/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.consumer;

import io.taffrail.engine.LogEngine;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.status.AtomicCounter;

/** A consumer's counters beside the engine's, for those who watch from outside. */
final class LagCounters implements AutoCloseable {
    /** Type of the counter of records lost to retention. */
    static final int LOST_RECORDS_TYPE = 300;
    /** Type of the counter of partitions that retention is about to overtake this consumer in. */
    static final int NEAR_RETENTION_TYPE = 301;

    private static final long INTERVAL_MS = TimeUnit.SECONDS.toMillis(1);

    private final LogEngine engine;
    private final AtomicCounter lost;
    private final AtomicCounter near;
    private long updateAtMs;

    LagCounters(final LogEngine engine, final ConsumerConfig config) {
        this.engine = engine;
        final String who =
                "client=" + config.clientId() + (config.groupId() == null ? "" : " group=" + config.groupId());
        lost = engine.addCounter(LOST_RECORDS_TYPE, "consumer-lost-records: " + who);
        near = engine.addCounter(NEAR_RETENTION_TYPE, "consumer-near-retention: " + who);
    }

    void update(final Holding holding, final Placement placement, final long nowMs) {
        if (nowMs >= updateAtMs) {
            updateAtMs = nowMs + INTERVAL_MS;
            set(lost, placement.lostRecords());
            set(near, holding.nearRetention());
        }
    }

    private static void set(final AtomicCounter counter, final long value) {
        if (counter != null) {
            counter.setRelease(value);
        }
    }

    @Override
    public void close() {
        if (lost != null) {
            engine.removeCounter(lost);
        }
        if (near != null) {
            engine.removeCounter(near);
        }
    }
}
