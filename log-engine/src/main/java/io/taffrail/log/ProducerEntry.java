/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import java.util.Arrays;

/**
 * What is remembered of one producer in one partition: its epoch, the sequence that comes next, its last batches.
 *
 * <p>Sequences count records, from 0 to {@link Integer#MAX_VALUE} and then from 0 again, so they are compared by their
 * distance: what is up to 2<sup>30</sup> behind the next one was there before, what is further is ahead of it.
 *
 * <p>Threading: its owner's, which is the cursor or whoever holds the gate.
 */
final class ProducerEntry {
    static final int BATCHES = LogFormat.PRODUCER_BATCHES;

    /** Verdict: the batch is the one that comes next. */
    static final long IN_ORDER = Long.MIN_VALUE;

    /** First offset of its transaction when none is open. */
    static final long NO_TRANSACTION = -1;

    /** Term of the coordinator when it never ended a transaction. */
    static final int NO_TERM = -1;

    private static final int NO_EPOCH = -1;
    private static final int HALF = 1 << 30;

    private static final int WORDS = 2;

    /** Slots of two words each: the base offset; the base sequence in the upper half, the last offset delta in the lower. */
    private final long[] ring = new long[WORDS * BATCHES];

    private int epoch = NO_EPOCH;
    private int nextSequence;
    private int count;
    private int next;
    private long seenNs;
    private long transactionOffset = NO_TRANSACTION;
    private long transactionNumber;
    private int coordinatorTerm = NO_TERM;

    /** The sequence that is so many records behind another. */
    static int advanced(final int sequence, final int records) {
        return (sequence + records) & Integer.MAX_VALUE;
    }

    /**
     * Judge a batch.
     *
     * @return {@link #IN_ORDER}; the offset of the batch that it repeats; or a negative {@link PublishResult}.
     */
    long verdict(final int batchEpoch, final int baseSequence, final int records) {
        if (batchEpoch == epoch) {
            return baseSequence == nextSequence ? IN_ORDER : repeated(baseSequence, records);
        }
        if (epoch == NO_EPOCH) {
            return IN_ORDER; // nothing is known of it any more, or yet: whatever it says is believed
        }
        if (batchEpoch < epoch) {
            return PublishResult.STALE_PRODUCER_EPOCH;
        }
        return baseSequence == 0 ? IN_ORDER : PublishResult.OUT_OF_ORDER_SEQUENCE;
    }

    private long repeated(final int baseSequence, final int records) {
        for (int i = 0; i < count; i++) {
            if (ring[WORDS * i + 1] == pack(baseSequence, records - 1)) {
                return ring[WORDS * i];
            }
        }
        final int behind = (nextSequence - baseSequence) & Integer.MAX_VALUE;
        return behind >= records && behind <= HALF
                ? PublishResult.DUPLICATE_SEQUENCE
                : PublishResult.OUT_OF_ORDER_SEQUENCE;
    }

    /** A batch is in the log, whatever was there before. */
    void note(
            final int batchEpoch,
            final int baseSequence,
            final int lastDelta,
            final long baseOffset,
            final long timeNs) {
        if (batchEpoch != epoch) {
            beginEpoch(batchEpoch);
        }
        final int slot = next;
        ring[WORDS * slot] = baseOffset;
        ring[WORDS * slot + 1] = pack(baseSequence, lastDelta);
        next = slot == BATCHES - 1 ? 0 : slot + 1;
        if (count < BATCHES) {
            count++;
        }
        nextSequence = advanced(baseSequence, lastDelta + 1);
        if (seenNs != timeNs) {
            seenNs = timeNs;
        }
    }

    /** A batch of a transaction stands at an offset: the transaction is open at least from there on. */
    void noteTransaction(final int batchEpoch, final long baseOffset, final long timeNs) {
        if (batchEpoch != epoch) {
            beginEpoch(batchEpoch);
        }
        if (transactionOffset == NO_TRANSACTION) {
            transactionOffset = baseOffset;
        }
        seenNs = timeNs;
    }

    /** The transaction was ended by a marker; the producer goes on with the marker's epoch. */
    void noteEnd(final int markerEpoch, final int term, final long timeNs) {
        if (markerEpoch != epoch) {
            beginEpoch(markerEpoch);
        }
        transactionOffset = NO_TRANSACTION;
        coordinatorTerm = term;
        seenNs = timeNs;
    }

    private void beginEpoch(final int newEpoch) {
        epoch = newEpoch;
        count = 0;
        next = 0;
        nextSequence = 0;
    }

    /** As it was when it was written to a file, but for its batches. */
    void restore(final int storedEpoch, final long openOffset, final int term, final long timeNs) {
        beginEpoch(storedEpoch);
        transactionOffset = openOffset;
        coordinatorTerm = term;
        seenNs = timeNs;
    }

    void clear() {
        beginEpoch(NO_EPOCH);
        seenNs = 0;
        transactionOffset = NO_TRANSACTION;
        coordinatorTerm = NO_TERM;
    }

    void copyFrom(final ProducerEntry other) {
        System.arraycopy(other.ring, 0, ring, 0, ring.length);
        epoch = other.epoch;
        nextSequence = other.nextSequence;
        count = other.count;
        next = other.next;
        seenNs = other.seenNs;
        transactionOffset = other.transactionOffset;
        coordinatorTerm = other.coordinatorTerm;
    }

    boolean isKnown() {
        return epoch != NO_EPOCH;
    }

    int epoch() {
        return epoch;
    }

    int nextSequence() {
        return nextSequence;
    }

    /** First offset of its open transaction, or {@link #NO_TRANSACTION}. */
    long transactionOffset() {
        return transactionOffset;
    }

    /** Number of the open transaction among those of the log; the cursor's. */
    long transactionNumber() {
        return transactionNumber;
    }

    void transactionNumber(final long number) {
        transactionNumber = number;
    }

    boolean isInTransaction() {
        return transactionOffset != NO_TRANSACTION;
    }

    /** Term of the coordinator that ended its last transaction, or {@link #NO_TERM}. */
    int coordinatorTerm() {
        return coordinatorTerm;
    }

    /** When its last batch was seen, nanoseconds since the epoch. */
    long seenNs() {
        return seenNs;
    }

    /** Offset of its last record, -1 when none is known. */
    long lastOffset() {
        return count == 0 ? -1 : offset(count - 1) + lastDelta(count - 1);
    }

    int count() {
        return count;
    }

    long offset(final int age) {
        return ring[WORDS * slot(age)];
    }

    int sequence(final int age) {
        return (int) (ring[WORDS * slot(age) + 1] >>> 32);
    }

    int lastDelta(final int age) {
        return (int) ring[WORDS * slot(age) + 1];
    }

    private static long pack(final int sequence, final int lastDelta) {
        return (long) sequence << 32 | lastDelta & 0xFFFF_FFFFL;
    }

    /** Slot of a batch by its age, 0 for the oldest. */
    private int slot(final int age) {
        return (next - count + age + BATCHES) % BATCHES;
    }

    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder("epoch=" + epoch + " next=" + nextSequence);
        if (isInTransaction() || coordinatorTerm != NO_TERM) {
            text.append(" transaction=")
                    .append(transactionOffset)
                    .append(" coordinator=")
                    .append(coordinatorTerm);
        }
        for (int i = 0; i < count; i++) {
            text.append(' ')
                    .append(sequence(i))
                    .append('+')
                    .append(lastDelta(i))
                    .append('@')
                    .append(offset(i));
        }
        return text.toString();
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof ProducerEntry && toString().equals(other.toString());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(new int[] {epoch, nextSequence, count});
    }
}
