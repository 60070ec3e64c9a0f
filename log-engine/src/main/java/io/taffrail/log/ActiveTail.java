/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.storage.NativeBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Where a log is being appended to: one segment under one term.
 *
 * <p>The tail is one packed 64-bit word in anonymous memory. One fetch-and-add gives a publisher the offset and the
 * position of its batch at once:
 *
 * <pre>
 *   63                              32 31                               0
 *  +----------------------------------+----------------------------------+
 *  |  records since the base offset   |   position of the next batch     |
 *  +----------------------------------+----------------------------------+
 * </pre>
 *
 * <p>States of a tail, each left once and never entered again:
 *
 * <pre>
 *   OPEN     position at most the length of the segment; claims succeed while they fit
 *   SEALED   the one claim that crossed the end stored where the log ends here ({@link #seal()}); the roll follows
 *   TRIPPED  a fence took it out: the position is at least 2^31, every later claim is refused
 * </pre>
 *
 * A publisher looks at the word before it adds, so a refused claim adds at most once per thread and state: with claims
 * of at most {@link #MAX_ADDED_BYTES} by addition (larger ones by compare-and-set), a thousand threads refused at the
 * same moment stay below 2^32 and cannot carry into the record half.
 *
 * <p>Threading: all fields but the words are fixed before the object is published through {@code current}; the words
 * are shared by all publishers.
 */
final class ActiveTail extends PaddedTail {
    /** The largest batch that is claimed by an unconditional addition, in bytes. */
    static final int MAX_ADDED_BYTES = 1 << 20;

    private static final long TRIPPED = 0x8000_0000L;
    private static final long NOT_SEALED = -1L;
    private static final VarHandle TAIL;
    private static final VarHandle SEAL;

    static {
        try {
            final MethodHandles.Lookup lookup = MethodHandles.lookup();
            TAIL = lookup.findVarHandle(TailWord.class, "tail", long.class);
            SEAL = lookup.findVarHandle(ActiveTail.class, "seal", long.class);
        } catch (final ReflectiveOperationException ex) {
            throw new ExceptionInInitializerError(ex);
        }
    }

    final TailState state;
    final Segment segment;
    final NativeBuffer buffer;
    final int capacity;
    long baseOffset;
    int term;
    private volatile int limit;
    private volatile long seal = NOT_SEALED;

    private ActiveTail(final TailState state, final Segment segment) {
        this.state = state;
        this.segment = segment;
        this.buffer = segment == null ? null : segment.buffer();
        this.capacity = segment == null ? 0 : segment.length();
        this.limit = capacity;
        this.tail = TRIPPED;
    }

    /** A tail that refuses everything, for a log that nobody may append to. */
    static ActiveTail refusing(final TailState state) {
        return new ActiveTail(state, null);
    }

    /** A tail over a segment, not yet {@link #begin(int, long, int) begun}. */
    static ActiveTail over(final Segment segment) {
        return new ActiveTail(TailState.OPEN, segment);
    }

    /** Set where this tail starts; before it is published. */
    void begin(final int newTerm, final long nextOffset, final int position) {
        term = newTerm;
        baseOffset = segment.baseOffset();
        seal = NOT_SEALED;
        tail = pack(nextOffset - baseOffset, position);
    }

    /** Start as a tail that was sealed already: nothing can be claimed, the roll is due. */
    void beginSealed(final int newTerm, final long word) {
        term = newTerm;
        baseOffset = segment.baseOffset();
        tail = TRIPPED;
        seal = word;
    }

    long word() {
        return tail;
    }

    /** Claim by addition: the word before it. */
    long getAndAdd(final int records, final int bytes) {
        return (long) TAIL.getAndAdd(this, pack(records, bytes));
    }

    boolean compareAndSet(final long expected, final int records, final int bytes) {
        return TAIL.compareAndSet(this, expected, expected + pack(records, bytes));
    }

    /** Refuse all claims from now on. Returns the word before it: where claims ended. */
    long trip() {
        return (long) TAIL.getAndSet(this, TRIPPED);
    }

    /** Stored by the one claim that crossed the end. Pairs with {@link #seal()}. */
    void sealRelease(final long word) {
        SEAL.setRelease(this, word);
    }

    /** Where the log ends in this segment, as a tail word, or a negative value while no claim has crossed the end. */
    long seal() {
        return seal;
    }

    boolean isSealed() {
        return seal != NOT_SEALED;
    }

    /** How far publishing may run: claims that start beyond this position are refused. */
    int limit() {
        return limit;
    }

    void limit(final int position) {
        limit = Math.min(position, capacity);
    }

    /** Whether a claim that starts here may be tried. */
    boolean isOpenAt(final int position) {
        return position >= 0 && position <= limit;
    }

    /** Whether there is room in the segment, and only the limit refuses claims. */
    boolean isHeldBack() {
        final int position = position(tail);
        return isWithin(position) && position > limit;
    }

    /** Whether the segment has not been closed to claims, whatever publishers are told. */
    boolean isWithin(final int position) {
        return position >= 0 && position <= capacity;
    }

    /** Whether a claim at this position crosses the end, as the only one that does. */
    boolean isCrossing(final int position, final int bytes) {
        return position >= 0 && position <= capacity && bytes > capacity - position;
    }

    boolean fits(final int position, final int bytes) {
        return position >= 0 && position + bytes <= capacity && position <= capacity;
    }

    /** Bytes of the segment that are claimed, never more than its length. */
    int claimedPosition() {
        final int position = position(tail);
        return position < 0 || position > capacity ? capacity : position;
    }

    /** The offset that the next claim of this word gets. */
    long offset(final long word) {
        return baseOffset + (word >>> 32);
    }

    static int position(final long word) {
        return (int) word;
    }

    private static long pack(final long records, final int position) {
        return (records << 32) | position;
    }
}
