/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

import io.taffrail.replication.replica.Acks;
import io.taffrail.replication.replica.ReplicaState;

/**
 * Tells one publisher what became of its records, in the order in which it published them.
 *
 * <p>Threading: {@link #add} belongs to the publisher's thread; the handler is called by the replicator, and must not block.
 * Nothing is allocated after construction.
 */
public final class Acknowledgements {
    private final ReplicaState state;
    private final Acks acks;
    private final Handler handler;
    private final int mask;
    private final int[] terms;
    private final long[] offsets;
    private final long[] correlations;
    private volatile long added;
    private volatile long answered;

    Acknowledgements(final ReplicaState state, final Acks acks, final int capacity, final Handler handler) {
        if (capacity < 1 || Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("capacity=" + capacity + " must be a power of two");
        }
        this.state = state;
        this.acks = acks;
        this.handler = handler;
        this.mask = capacity - 1;
        this.terms = new int[capacity];
        this.offsets = new long[capacity];
        this.correlations = new long[capacity];
    }

    /**
     * Whether there is room for another record that waits; look before it is published.
     *
     * @return false when as many wait as there is capacity for.
     */
    public boolean hasRoom() {
        return added - answered <= mask;
    }

    /**
     * Wait for a record.
     *
     * @param term        {@link io.taffrail.engine.Publisher#lastTerm()} right after it was published.
     * @param offset      of the record.
     * @param correlation given back to the handler.
     * @return false when as many wait as there is capacity for: it will not be answered.
     */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public boolean add(final int term, final long offset, final long correlation) {
        if (!hasRoom()) {
            return false;
        }
        final int at = (int) added & mask;
        terms[at] = term;
        offsets[at] = offset;
        correlations[at] = correlation;
        added++;
        return true;
    }

    /** Answer what can be answered; the number. Called by the replicator. */
    int answer() {
        final long end = added;
        long next = answered;
        final long begin = next;
        while (next < end) {
            final int at = (int) next & mask;
            final long outcome = state.outcome(terms[at], offsets[at], acks);
            if (outcome == ReplicaState.PENDING) {
                break;
            }
            handler.onOutcome(correlations[at], offsets[at], outcome);
            next++;
            answered = next;
        }
        return (int) (next - begin);
    }

    /** Told what became of a record. */
    @FunctionalInterface
    public interface Handler {
        /**
         * A record is acknowledged, or will not be.
         *
         * @param correlation that was given with it.
         * @param offset      of the record.
         * @param outcome     the offset, or {@code NOT_ENOUGH_REPLICAS} or {@code UNKNOWN} of {@link
         *                    io.taffrail.log.PublishResult}.
         */
        void onOutcome(long correlation, long offset, long outcome);
    }
}
