/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

/**
 * Transactions of a log in the order in which they began, each with the place of its end marker once that is known. One that
 * ended stays until its marker, and those of all before it, are committed; so nothing is searched. Allocates when it grows only.
 *
 * <p>Threading: its owner's.
 */
final class OpenTransactions {
    private static final int INITIAL_CAPACITY = 8;
    private static final long OPEN = Long.MAX_VALUE;

    private long[] firstOffsets = new long[INITIAL_CAPACITY];
    private long[] markers = new long[INITIAL_CAPACITY];
    private long first;
    private long next;

    /**
     * A transaction began, behind all others.
     *
     * @return its number.
     */
    long begin(final long firstOffset) {
        if (next - first == firstOffsets.length) {
            grow();
        }
        firstOffsets[slot(next)] = firstOffset;
        markers[slot(next)] = OPEN;
        return next++;
    }

    /** The marker of a transaction stands at an offset. */
    void end(final long number, final long markerOffset) {
        markers[slot(number)] = markerOffset;
    }

    /**
     * First offset of the oldest one of which it is not known for sure how it ended, or
     * {@link ProducerEntry#NO_TRANSACTION}.
     *
     * @param committedTo markers before this offset are committed.
     */
    long firstOffset(final long committedTo) {
        while (first < next && markers[slot(first)] < committedTo) {
            first++;
        }
        return first == next ? ProducerEntry.NO_TRANSACTION : firstOffsets[slot(first)];
    }

    private int slot(final long number) {
        return (int) number & (firstOffsets.length - 1);
    }

    private void grow() {
        final long[] offsetsBefore = firstOffsets;
        final long[] markersBefore = markers;
        firstOffsets = new long[2 * offsetsBefore.length];
        markers = new long[2 * offsetsBefore.length];
        for (long number = first; number < next; number++) {
            final int before = (int) number & (offsetsBefore.length - 1);
            firstOffsets[slot(number)] = offsetsBefore[before];
            markers[slot(number)] = markersBefore[before];
        }
    }
}
