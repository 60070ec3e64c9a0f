/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.log.PartitionLog;
import java.util.function.ToLongFunction;

/** What is counted of each partition that is in use. The type id in the counters file is 100 plus the ordinal. */
public enum PartitionCounter {
    /** First offset kept. */
    LOG_START_OFFSET("log-start-offset", PartitionLog::logStartOffset),
    /** First offset that is not contiguously committed, as far as the cursor has looked. */
    END_OFFSET("end-offset", PartitionLog::contiguousOffset),
    /** First offset that is not known to be durable. */
    DURABLE_OFFSET("durable-offset", PartitionLog::durableOffset),
    /** First offset that readers do not see. */
    HIGH_WATERMARK("high-watermark", log -> Math.min(log.highWatermark(), log.contiguousOffset())),
    /** Bytes of batches committed, from the first segment that was there when the log was opened. */
    BYTES("bytes", PartitionLog::contiguousBytes),
    /** Rolls since the log was opened. */
    ROLLS("rolls", PartitionLog::rolls),
    /** Bytes ahead of the tail that are zeroed: the frontier's distance. */
    PREPARED_BYTES("prepared-bytes", PartitionLog::preparedBytes),
    /** Offsets claimed and not contiguously committed yet: open claims and what stands behind them. */
    OPEN_OFFSETS("open-offsets", PartitionLog::openOffsets);

    static final int FIRST_TYPE_ID = 100;

    private final String label;
    private final ToLongFunction<PartitionLog> value;

    PartitionCounter(final String label, final ToLongFunction<PartitionLog> value) {
        this.label = label;
        this.value = value;
    }

    /**
     * Name in labels: {@code <topic>-<partition> <label>}.
     *
     * @return the name.
     */
    public String label() {
        return label;
    }

    int typeId() {
        return FIRST_TYPE_ID + ordinal();
    }

    long of(final PartitionLog log) {
        return value.applyAsLong(log);
    }
}
