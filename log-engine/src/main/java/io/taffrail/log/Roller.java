/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes a log from a full segment to the next one.
 *
 * <p>The spare is the token of a roll: whoever takes it out does the roll. Steps, and what a crash between them leaves:
 *
 * <pre>
 *   1. stamp the spare's header      the chain of headers already names the successor; nothing is in it
 *   2. compare-and-set current       publishers go on in the successor
 *   3. write the filler              a hint for readers and for people: the header of the successor is what counts
 *   4. store the segment's end       readers and the cursor go on to the successor
 * </pre>
 *
 * If a fence changed {@code current} first, step 2 fails, the stamp is erased, and the spare is put back.
 *
 * <p>Threading: any publisher, and the frontier. Allocates nothing.
 */
final class Roller {
    private final PartitionLog log;
    private final Spares spares = new Spares();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger neededLength = new AtomicInteger();
    private final AtomicLong nextGeneration = new AtomicLong(1);
    private final AtomicLong rolls = new AtomicLong();

    Roller(final PartitionLog log) {
        this.log = log;
    }

    /** A claim crossed the end: it alone says where the log ends in this segment. */
    void onCrossed(final ActiveTail from, final long word, final int bytes) {
        need(bytes);
        from.sealRelease(word);
        tryRoll(from);
    }

    /** Complete the roll of a sealed tail; true when current is another tail afterwards. */
    boolean tryRoll(final ActiveTail from) {
        final boolean isAlone = inFlight.incrementAndGet() == 1;
        try {
            if (isAlone) {
                spares.refill(); // nothing to do, unless the log rolled since the frontier's last turn
            }
            return roll(from);
        } finally {
            inFlight.decrementAndGet();
        }
    }

    /**
     * Wait until every roll that was begun is complete or taken back: a fence, which took {@code current} away before,
     * must not decide where the log ends while a roll is between its second step and its last.
     */
    void awaitRollsInFlight() {
        while (inFlight.get() != 0) {
            Thread.onSpinWait();
        }
    }

    private boolean roll(final ActiveTail from) {
        final ActiveTail seen = spares.peek();
        if (seen == null || seen.capacity < neededLength.get()) {
            return log.current() != from;
        }
        final ActiveTail next = spares.take();
        if (next == null) {
            return log.current() != from;
        }
        if (next.capacity < neededLength.get() || log.current() != from || !from.isSealed()) {
            spares.add(next);
            return log.current() != from;
        }
        final long word = from.seal();
        final int endPosition = ActiveTail.position(word);
        final long endOffset = from.offset(word);
        stamp(next, from.segment, endPosition, endOffset, from.term);
        if (!log.compareAndSetCurrent(from, next)) {
            RollStamp.erase(next.buffer);
            spares.add(next);
            return true;
        }
        writeFiller(from.segment, endPosition, next.segment);
        from.segment.end(endPosition, endOffset, next.segment);
        rolls.lazySet(rolls.get() + 1);
        return true;
    }

    /** Make a spare the successor of a segment, or of nothing; it is not published yet. */
    void stamp(
            final ActiveTail next,
            final Segment previous,
            final int endPosition,
            final long endOffset,
            final int term) {
        identify(next, previous, endPosition, endOffset, term);
        publish(next);
    }

    /** The first half: what the header will say, which nobody sees yet. */
    void identify(
            final ActiveTail next,
            final Segment previous,
            final int endPosition,
            final long endOffset,
            final int term) {
        final SegmentIdentity identity = next.segment.identity();
        identity.generation = nextGeneration.getAndIncrement();
        identity.baseOffset = endOffset;
        identity.previousGeneration = previous == null ? 0 : previous.generation();
        identity.previousEnd = endPosition;
        identity.term = term;
        next.segment.startBytes(
                previous == null ? 0 : previous.startBytes() + endPosition - LogFormat.SEGMENT_HEADER_LENGTH);
    }

    /** The second half: from here the file is the log's last segment. */
    void publish(final ActiveTail next) {
        final SegmentIdentity identity = next.segment.identity();
        next.segment.stamp().writeHeader(next.buffer, identity);
        next.begin(identity.term, identity.baseOffset, LogFormat.SEGMENT_HEADER_LENGTH);
        next.limit(log.limitPosition(next.segment));
    }

    private static void writeFiller(final Segment ended, final int position, final Segment successor) {
        if (ended.length() - position >= LogFormat.BATCH_HEADER_LENGTH) {
            successor.stamp().writeFiller(ended.buffer(), position, successor.identity());
        }
    }

    Spares spares() {
        return spares;
    }

    /** Remember that a batch of this many bytes wants a segment of four times its size. */
    void need(final int bytes) {
        final int wanted = log.segmentLengthFor(bytes);
        if (wanted > neededLength.get()) {
            neededLength.accumulateAndGet(wanted, Math::max);
        }
    }

    int neededLength() {
        return neededLength.get();
    }

    /** A generation for a segment that nobody rolls into. */
    long takeGeneration() {
        return nextGeneration.getAndIncrement();
    }

    void firstGeneration(final long generation) {
        nextGeneration.set(generation);
    }

    long rolls() {
        return rolls.get();
    }
}
