/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Collects what one poll reads. Records that follow each other in one partition share an entry, so records are kept in
 * the order in which they came.
 *
 * <h2>Threading</h2>
 *
 * One thread.
 */
public final class PolledRecords {
    private final List<Records> done = new ArrayList<>(1);
    private int partition = -1;
    private long[] offsets = new long[16];
    private long[] values = new long[16];
    private int size;

    /** Nothing was read so far. */
    public PolledRecords() {}

    /**
     * One more was read.
     *
     * @param ofPartition zero or more.
     * @param offset      zero or more, or {@link Records#UNKNOWN_OFFSET} where a client is not told.
     * @param value       what was published.
     * @return this.
     */
    public PolledRecords add(final int ofPartition, final long offset, final long value) {
        if (ofPartition != partition) {
            finish();
            partition = ofPartition;
        }
        if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        offsets[size] = offset;
        values[size] = value;
        size++;
        return this;
    }

    List<Records> toList() {
        finish();
        return List.copyOf(done);
    }

    private void finish() {
        if (size > 0) {
            done.add(Records.of(partition, Arrays.copyOf(offsets, size), Arrays.copyOf(values, size)));
            size = 0;
        }
    }
}
