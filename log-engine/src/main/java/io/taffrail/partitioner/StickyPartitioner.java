/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.partitioner;

import org.agrona.DirectBuffer;

/**
 * Stays on one partition for a run of records, then moves to the next, whatever the key. Runs keep the publisher on
 * the cache lines and pages of one log, and readers on long stretches of it; over many runs all partitions get the
 * same number of records.
 *
 * <p>Kafka's sticky partitioner moves when a batch of the producer is full. Here a record is published at once and
 * there is no such batch, and a run is counted in records.
 *
 * <p><b>Threading:</b> as {@link Partitioner}: one instance per publisher. Give publishers of the same topic different
 * first partitions, or they may meet on the same one.
 */
public final class StickyPartitioner implements Partitioner {
    /** Length of a run in records, unless chosen otherwise. */
    public static final int DEFAULT_RUN_RECORDS = 1024;

    private final int runRecords;

    /** Records that the run still has; at 0 the next record starts another. */
    private int left;

    /** Not negative; may be at or past the number of partitions, before the first record or after a move. */
    private int current;

    /** Starts at partition 0 and moves after {@link #DEFAULT_RUN_RECORDS}. */
    public StickyPartitioner() {
        this(DEFAULT_RUN_RECORDS, 0);
    }

    /**
     * Starts at a partition and moves after a number of records, both of the caller's choice.
     *
     * @param runRecords length of a run in records, at least 1.
     * @param first      partition, at least 0, taken modulo the number of partitions.
     */
    public StickyPartitioner(int runRecords, int first) {
        if (runRecords < 1) {
            throw new IllegalArgumentException("runRecords=" + runRecords + " must be at least 1");
        }
        this.runRecords = runRecords;
        this.left = runRecords;
        this.current = RoundRobinPartitioner.requirePartition("first", first);
    }

    @Override
    public int partition(DirectBuffer key, int keyIndex, int keyLength, int partitionCount) {
        if (left == 0) {
            left = runRecords;
            current++;
        }
        if (current >= partitionCount) {
            current %= partitionCount;
        }
        left--;
        return current;
    }
}
