/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

/**
 * Where some batches of a segment begin, and the largest timestamp before each: one table answers a search by offset and
 * a search by time. Timestamps of concurrent claims are not in order; their running maximum is.
 *
 * <p>Threading: one thread adds (the cursor, or recovery before the log is published); any thread searches. An entry is
 * published by the release of {@code count}, read first by {@link #floor}.
 */
final class SparseIndex {
    private static final int INITIAL_CAPACITY = 64;

    private volatile Entries entries = new Entries(INITIAL_CAPACITY);
    private volatile int count;

    /** Have room for so many entries; before anybody adds one. */
    void reserve(final int capacity) {
        if (capacity > entries.offsets.length) {
            entries = new Entries(capacity);
        }
    }

    void add(final long offset, final int position, final long maxTimestampBefore) {
        Entries present = entries;
        final int at = count;
        if (at == present.offsets.length) {
            present = present.grown();
            entries = present;
        }
        present.offsets[at] = offset;
        present.positions[at] = position;
        present.timestamps[at] = maxTimestampBefore;
        count = at + 1;
    }

    int count() {
        return count;
    }

    long offset(final int entry) {
        return entries.offsets[entry];
    }

    int position(final int entry) {
        return entries.positions[entry];
    }

    long maxTimestampBefore(final int entry) {
        return entries.timestamps[entry];
    }

    /** Last entry at or before an offset, or -1. */
    int floor(final long offset) {
        final int limit = count;
        final long[] offsets = entries.offsets;
        int low = 0;
        int high = limit - 1;
        while (low <= high) {
            final int middle = (low + high) >>> 1;
            if (offsets[middle] <= offset) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    /** Last entry before which every timestamp is smaller than the one given, or -1. */
    int floorOfTime(final long timestamp) {
        final int limit = count;
        final long[] timestamps = entries.timestamps;
        int low = 0;
        int high = limit - 1;
        while (low <= high) {
            final int middle = (low + high) >>> 1;
            if (timestamps[middle] < timestamp) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    private static final class Entries {
        final long[] offsets;
        final int[] positions;
        final long[] timestamps;

        Entries(final int capacity) {
            offsets = new long[capacity];
            positions = new int[capacity];
            timestamps = new long[capacity];
        }

        Entries grown() {
            final int capacity = offsets.length;
            final Entries larger = new Entries(capacity * 2);
            System.arraycopy(offsets, 0, larger.offsets, 0, capacity);
            System.arraycopy(positions, 0, larger.positions, 0, capacity);
            System.arraycopy(timestamps, 0, larger.timestamps, 0, capacity);
            return larger;
        }
    }
}
