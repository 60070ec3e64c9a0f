/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

import java.util.Arrays;

/**
 * Records of one partition in the order in which they were published or read: an offset and a value each. Immutable.
 *
 * <p>A partition is a number of the test's choice, zero or more. A value is any long; each record that a test publishes to
 * a partition has a value of its own, or duplicates could not be told.
 */
public final class Records {
    /** The offset of a record that was published and not, or not with an offset, acknowledged. */
    public static final long UNKNOWN_OFFSET = -1;

    private final int partition;
    private final long[] offsets;
    private final long[] values;

    private Records(final int partition, final long[] offsets, final long[] values) {
        if (partition < 0) {
            throw new IllegalArgumentException("partition=" + partition + ": must not be negative");
        }
        this.partition = partition;
        this.offsets = offsets;
        this.values = values;
    }

    /**
     * Records with their offsets.
     *
     * @param partition zero or more.
     * @param offsets   zero or more each, or {@link #UNKNOWN_OFFSET}. Taken over, not copied.
     * @param values    as many as there are offsets. Taken over, not copied.
     * @return the records.
     * @throws IllegalArgumentException if a number is out of its range.
     */
    public static Records of(final int partition, final long[] offsets, final long[] values) {
        if (offsets.length != values.length) {
            throw new IllegalArgumentException(
                    "offsets=" + offsets.length + " values=" + values.length + ": must be equal");
        }
        for (final long offset : offsets) {
            if (offset < UNKNOWN_OFFSET) {
                throw new IllegalArgumentException("offset=" + offset + ": must not be negative");
            }
        }
        return new Records(partition, offsets, values);
    }

    /**
     * Records whose offsets are not known.
     *
     * @param partition zero or more.
     * @param values    taken over, not copied.
     * @return the records.
     */
    public static Records unplaced(final int partition, final long... values) {
        final long[] offsets = new long[values.length];
        Arrays.fill(offsets, UNKNOWN_OFFSET);
        return new Records(partition, offsets, values);
    }

    /** The same values from an offset on, without gaps. */
    Records placedAt(final long firstOffset) {
        final long[] placed = new long[values.length];
        for (int i = 0; i < placed.length; i++) {
            placed[i] = firstOffset + i;
        }
        return of(partition, placed, values);
    }

    /** The same values at these offsets. */
    Records placedAt(final long[] newOffsets) {
        return of(partition, newOffsets, values);
    }

    /**
     * Their partition.
     *
     * @return zero or more.
     */
    public int partition() {
        return partition;
    }

    /**
     * How many there are.
     *
     * @return zero or more.
     */
    public int size() {
        return values.length;
    }

    /**
     * The offset of one.
     *
     * @param index from 0 to size - 1.
     * @return zero or more, or {@link #UNKNOWN_OFFSET}.
     */
    public long offset(final int index) {
        return offsets[index];
    }

    /**
     * The value of one.
     *
     * @param index from 0 to size - 1.
     * @return any long.
     */
    public long value(final int index) {
        return values[index];
    }
}
