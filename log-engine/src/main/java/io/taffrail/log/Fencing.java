/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.storage.NativeBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Ends a term and begins the next, while publishers are running and claims are open.
 *
 * <p>A fence first takes {@code current} away, so that no roll can put another tail there, then trips the tail it took
 * out, which gives the exact end of all claims. The log ends at the first of them that is still open: that claim is
 * revoked, so it can never become visible; what was committed behind it is dropped; and its bytes are never used again,
 * since the next term then begins in a fresh segment, whose header records where this one ended.
 *
 * <p>Threading: any thread, under the structure lock.
 */
final class Fencing {
    private static final int REMEMBERED_TERMS = 64;

    private final PartitionLog log;
    private final CursorSnapshot end = new CursorSnapshot();
    private boolean isCut;
    private volatile TermEnd[] ends = new TermEnd[0];

    Fencing(final PartitionLog log) {
        this.log = log;
    }

    long fence() {
        log.structure().lock();
        try {
            final ActiveTail marker = ActiveTail.refusing(TailState.FENCED);
            ActiveTail tail = log.current();
            while (tail.state == TailState.OPEN || tail.state == TailState.IDLE) {
                if (log.compareAndSetCurrent(tail, marker)) {
                    settle(tail);
                    log.producers().onHistoryChanged();
                    break;
                }
                tail = log.current();
            }
            return log.idleEnd().offset();
        } finally {
            log.structure().unlock();
        }
    }

    void beginTerm(final int term) throws IOException {
        log.structure().lock();
        try {
            final ActiveTail marker = requireFenced();
            requireLarger(term);
            log.follower(0);
            final ActiveTail next = next(term);
            log.storage().createDirectories(log.directory());
            log.keeper().beginTerm(term, log.idleEnd().offset());
            isCut = false;
            log.compareAndSetCurrent(marker, next);
            log.requestDuties();
        } finally {
            log.structure().unlock();
        }
    }

    /**
     * Begin a term with a void of one offset that is there before any publisher can claim.
     *
     * @return its offset.
     */
    long lead(final int term) throws IOException {
        log.structure().lock();
        try {
            requireFenced();
            requireLarger(term);
            log.lifecycle().wake();
            final ActiveTail marker = log.current();
            log.follower(0);
            isCut |= log.idleEnd().position() > log.idleEnd().segment().length() - LogFormat.BATCH_HEADER_LENGTH;
            final ActiveTail next = next(term);
            final LogEnd end = log.idleEnd();
            log.keeper().beginTerm(term, end.offset());
            isCut = false;
            putVoid(next, end.offset(), term);
            log.compareAndSetCurrent(marker, next);
            log.requestDuties();
            return end.offset();
        } finally {
            log.structure().unlock();
        }
    }

    /** Have one follower append, known by a number, and refuse publishers. */
    void follow(final int number) throws IOException {
        final ActiveTail marker = requireFenced();
        log.follower(number);
        final ActiveTail next = next(log.keeper().termOf(log.idleEnd().offset() - 1));
        isCut = false;
        log.compareAndSetCurrent(marker, next);
        log.requestDuties();
    }

    private ActiveTail next(final int term) throws IOException {
        final LogEnd idle = log.idleEnd();
        final boolean wasIdle = log.control() == null;
        return wasIdle
                ? ActiveTail.refusing(TailState.IDLE)
                : isCut ? inFreshSegment(idle, term) : inSameSegment(idle, term);
    }

    private void putVoid(final ActiveTail tail, final long offset, final int term) {
        final int position = ActiveTail.position(tail.word());
        final ByteBuffer header = new VoidBatch(log.logId(), LogFormat.BATCH_HEADER_LENGTH)
                .encode(offset, 0, term, Math.max(0, log.nowNs()));
        final int from = LogFormat.CRC_OFFSET;
        final int covered = LogFormat.BATCH_HEADER_LENGTH - from;
        tail.buffer.putBytesUnchecked(position + from, new UnsafeBuffer(header), from, covered);
        BatchHeader.lengthRelease(tail.buffer, position, LogFormat.BATCH_HEADER_LENGTH);
        tail.begin(term, offset + 1, position + LogFormat.BATCH_HEADER_LENGTH);
    }

    ActiveTail requireFenced() {
        if (!log.isLoaded()) {
            throw new IllegalStateException("log is not loaded: load it first");
        }
        final ActiveTail marker = log.current();
        if (marker.state != TailState.FENCED) {
            throw new IllegalStateException("log is not fenced: state=" + marker.state + ": fence it first");
        }
        return marker;
    }

    private void requireLarger(final int term) {
        if (term <= log.term()) {
            throw new IllegalArgumentException("term=" + term + " must be larger than term=" + log.term());
        }
    }

    /** The log was truncated by hand: whoever waits for what was behind the cut is told. */
    void onTruncated(final long offset, final LogEnd end) {
        isCut = false;
        remember(log.term(), offset);
        log.idleEnd(end);
    }

    /** A segment that nobody knows yet. */
    ActiveTail takeFresh() throws IOException {
        final ActiveTail spare = log.roller().spares().take();
        return spare != null
                ? spare
                : log.road().buildNow(Math.max(Road.FIRST_LENGTH, log.roller().neededLength()));
    }

    /** Whether a record that was committed under a term was dropped by the fence that ended it. */
    boolean isCutOff(final int term, final long offset) {
        for (final TermEnd ended : ends) {
            if (ended.term >= term) {
                return ended.offset <= offset;
            }
        }
        return false;
    }

    private void remember(final int term, final long endOffset) {
        final TermEnd[] present = ends;
        final int first = Math.max(0, present.length + 1 - REMEMBERED_TERMS);
        final TermEnd[] newer = Arrays.copyOfRange(present, first, present.length + 1);
        newer[newer.length - 1] = new TermEnd(term, endOffset);
        for (int i = 0; i < newer.length - 1; i++) { // a truncation cuts into earlier terms too
            newer[i] = new TermEnd(newer[i].term, Math.min(newer[i].offset, endOffset));
        }
        ends = newer;
    }

    private void settle(final ActiveTail tail) {
        isCut = false;
        if (tail.state == TailState.IDLE) {
            return;
        }
        final long claimsEnd = endOfClaims(tail);
        final long claimedEnd = tail.offset(claimsEnd);
        log.roller().awaitRollsInFlight();
        log.cursor().advance(Integer.MAX_VALUE);
        log.cursor().snapshot(end);
        while (end.offset != claimedEnd && !isCut) {
            final int claimed = tryRevoke(end);
            isCut = claimed < 0;
            if (isCut) {
                remember(tail.term, end.offset);
                revokeBehind(end.segment, end.position - claimed, tail.segment, ActiveTail.position(claimsEnd));
                dropAfter(end.segment);
            } else {
                log.cursor().advance(Integer.MAX_VALUE);
                log.cursor().snapshot(end);
            }
        }
        log.idleEnd(new LogEnd(end.segment, end.position, end.offset, end.maxTimestamp));
    }

    /** Trip a tail; the word after the last claim it gave. */
    private static long endOfClaims(final ActiveTail tail) {
        final long word = tail.trip();
        final int position = ActiveTail.position(word);
        if (position >= 0 && position <= tail.capacity) {
            return word;
        }
        while (!tail.isSealed()) {
            Thread.onSpinWait();
        }
        return tail.seal();
    }

    /**
     * Revoke the claim at which the cursor stands; the negative length it had, or 0 if it was committed first, or its
     * owner is just opening it.
     */
    private static int tryRevoke(final CursorSnapshot at) {
        final NativeBuffer buffer = at.segment.buffer();
        if (at.position >= at.segment.length()) {
            Thread.onSpinWait();
            return 0;
        }
        final int claimed = BatchHeader.lengthVolatile(buffer, at.position);
        if (claimed >= 0) {
            Thread.onSpinWait();
            return 0;
        }
        return BatchHeader.revoke(buffer, at.position, claimed) ? claimed : 0;
    }

    /** Revoke all other claims that are open behind the cut: none of them may be answered with an offset. */
    private static void revokeBehind(final Segment cut, final int behind, final Segment last, final int lastEnd) {
        Segment segment = cut;
        int position = LogFormat.alignedBatchLength(behind);
        while (segment != last) {
            while (!segment.isEnded()) {
                Thread.onSpinWait();
            }
            revoke(segment, position, segment.endPosition());
            segment = segment.next();
            position = LogFormat.SEGMENT_HEADER_LENGTH;
        }
        revoke(last, position, lastEnd);
    }

    private static void revoke(final Segment segment, final int from, final int to) {
        int position = from;
        while (position < to) {
            final int length = BatchHeader.lengthVolatile(segment.buffer(), position);
            if (length > 0 || length < 0 && BatchHeader.revoke(segment.buffer(), position, length)) {
                position += LogFormat.alignedBatchLength(Math.abs(length));
            } else {
                Thread.onSpinWait();
            }
        }
    }

    /** Claims may be open in these segments too: their owners find out when they commit. */
    private void dropAfter(final Segment last) {
        last.pin();
        Segment dropped = last.next();
        while (dropped != null) {
            dropped.pin();
            dropped = dropped.next();
        }
    }

    private ActiveTail inSameSegment(final LogEnd idle, final int term) {
        final ActiveTail tail = ActiveTail.over(idle.segment());
        tail.begin(term, idle.offset(), idle.position());
        tail.limit(log.limitPosition(idle.segment()));
        return tail;
    }

    private ActiveTail inFreshSegment(final LogEnd idle, final int term) throws IOException {
        final ActiveTail next = takeFresh();
        final Segment cut = idle.segment();
        log.roller().stamp(next, cut, idle.position(), idle.offset(), term);
        final Segment dropped = cut.next();
        log.keeper().takeUpRolls();
        log.catalog().dropAfter(cut);
        cut.end(idle.position(), idle.offset(), next.segment);
        log.keeper().name(next.segment);
        log.catalog().add(next.segment);
        delete(dropped);
        log.idleEnd(new LogEnd(next.segment, LogFormat.SEGMENT_HEADER_LENGTH, idle.offset(), Long.MIN_VALUE));
        return next;
    }

    private void delete(final Segment first) throws IOException {
        for (Segment segment = first; segment != null; segment = segment.next()) {
            SegmentFiles.deleteDerived(log.storage(), log.directory(), segment);
            log.storage().delete(segment.path());
        }
    }

    /** Where a term ended by a fence. */
    private record TermEnd(int term, long offset) {}
}
