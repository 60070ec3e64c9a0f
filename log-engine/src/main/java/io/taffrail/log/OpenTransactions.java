/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

/**
 * Transactions of a log in the order in which they began. One that ended stays until all before it ended, so that nothing
 * is searched; it allocates when it grows only.
 *
 * <p>Threading: its owner's.
 */
final class OpenTransactions {
    private static final int INITIAL_CAPACITY = 8;

    private ProducerEntry[] producers = new ProducerEntry[INITIAL_CAPACITY];
    private long[] offsets = new long[INITIAL_CAPACITY];
    private int first;
    private int count;

    /** A producer began a transaction, behind all others. */
    void add(final ProducerEntry producer) {
        if (count == producers.length) {
            grow();
        }
        final int slot = (first + count) & (producers.length - 1);
        producers[slot] = producer;
        offsets[slot] = producer.transactionOffset();
        count++;
    }

    /** First offset of the oldest one that is open, or {@link ProducerEntry#NO_TRANSACTION}. */
    long firstOffset() {
        while (count > 0 && producers[first].transactionOffset() != offsets[first]) {
            producers[first] = null;
            first = (first + 1) & (producers.length - 1);
            count--;
        }
        return count == 0 ? ProducerEntry.NO_TRANSACTION : offsets[first];
    }

    private void grow() {
        final ProducerEntry[] moreProducers = new ProducerEntry[2 * count];
        final long[] moreOffsets = new long[2 * count];
        for (int i = 0; i < count; i++) {
            final int slot = (first + i) & (producers.length - 1);
            moreProducers[i] = producers[slot];
            moreOffsets[i] = offsets[slot];
        }
        producers = moreProducers;
        offsets = moreOffsets;
        first = 0;
    }
}
