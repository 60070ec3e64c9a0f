/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static io.taffrail.log.LogFacts.Severity.DAMAGE;
import static io.taffrail.log.LogFacts.Severity.UNCLEAN;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.storage.Storage;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Walks the batches of one segment after the other and judges what is no sound batch, by the rules of {@link Recovery}
 * and without changing anything. What looks like damage is looked at again, with fresh knowledge, before it is called
 * so: an engine may be at work.
 *
 * <p>Threading: one thread.
 */
final class SegmentWalk {
    private static final int LOOKS = 5;
    private static final long LOOK_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int PROGRESS_BYTES = 1 << 20;

    private final Storage storage;
    private final PartitionState state;
    private final LogVisitor visitor;
    private final FrameReader frames;
    private final HoleSearch holes;
    private final SegmentRest rest;
    private final long requiredOffset;
    private Segment segment;
    private Segment next;
    private IndexInspection index;
    private int limit;
    private int durablePosition;
    private int position;
    private int reported;
    private long offset;
    private int term;
    private long batches;
    private long records;
    private long successor;
    private boolean isCut;

    /** A walk under what a state says, or under nothing (null) for a file that is looked at alone. */
    SegmentWalk(final Storage storage, final PartitionState state, final LogVisitor visitor, final long logId) {
        this.storage = storage;
        this.state = state;
        this.visitor = visitor;
        this.requiredOffset = state == null ? 0 : state.requiredOffset();
        this.frames = new FrameReader(logId);
        this.holes = new HoleSearch(logId, frames);
        this.rest = new SegmentRest(frames, state, visitor);
    }

    /**
     * Walk a segment.
     *
     * @param walked    the segment.
     * @param following whose header says where this one ends; null for the last.
     * @param durable   position below which a force vouches for every byte.
     * @return false when the log ends here, whatever follows.
     */
    boolean walk(final Segment walked, final Segment following, final int durable) throws IOException {
        segment = walked;
        next = following;
        limit = following == null ? walked.length() : walked.endBefore(following);
        durablePosition = Math.min(durable, limit);
        position = LogFormat.SEGMENT_HEADER_LENGTH;
        reported = 0;
        offset = walked.baseOffset();
        batches = 0;
        records = 0;
        successor = 0;
        isCut = false;
        try (StorageFile file = storage.open(walked.path(), false);
                IndexInspection opened = IndexInspection.open(storage, walked, visitor)) {
            index = opened;
            frames.open(file, walked.length());
            holes.open(file, limit);
            while (position < limit && step()) {
                if (position - reported >= PROGRESS_BYTES) {
                    visitor.onProgress(position - reported);
                    reported = position;
                }
            }
            finish();
            visitor.onSegmentEnd(new LogFacts.SegmentEnd(walked.path(), position, offset, batches, records));
            visitor.onProgress(walked.length() - reported);
            if (index != null) {
                index.visit();
            }
            inspectProducers();
        }
        return !isCut;
    }

    /** A producers file that is not sound is no damage of the log: the batches say the same. */
    private void inspectProducers() throws IOException {
        final Path path = ProducersFile.path(segment.path().getParent(), segment);
        final ByteBuffer bytes = ProducersFile.bytes(storage, path);
        final String problem = bytes == null ? null : ProducersFile.problem(bytes, segment);
        if (problem != null) {
            visitor.onFinding(new LogFacts.Finding(
                    LogFacts.Severity.NOTE,
                    path,
                    0,
                    problem + ": the producers file is not used, an older one and the log are"));
        }
    }

    /** Generation that the filler of a last segment names, 0 without one. */
    long successor() {
        return successor;
    }

    private boolean step() throws IOException {
        if (isExpected(frames.check(position, limit))) {
            take();
            return true;
        }
        return onBad();
    }

    private boolean isExpected(final BatchCheck check) {
        return check == BatchCheck.SOUND && frames.baseOffset() == offset && frames.term() >= term;
    }

    private void take() throws IOException {
        visitor.onBatch(frames.facts(true));
        if (index != null) {
            index.onBatch(position, offset);
        }
        batches++;
        records += frames.recordCount();
        final int at = position;
        term = frames.term();
        offset = frames.nextOffset();
        position += frames.alignedLength();
        final String problem = RecordCheck.problem(frames);
        if (problem != null) {
            report(DAMAGE, at, problem + ": the batch was not written by taffrail");
        }
    }

    /** What stands here is not what must; true to go on behind it. */
    private boolean onBad() throws IOException {
        BatchCheck check = null;
        WalkVerdict verdict = WalkVerdict.DAMAGE;
        for (int look = 0; look < LOOKS && verdict == WalkVerdict.DAMAGE; look++) {
            if (look > 0) {
                LockSupport.parkNanos(LOOK_INTERVAL_NS);
            }
            frames.invalidate();
            if (state != null) {
                state.refresh();
            }
            check = frames.check(position, limit);
            if (isExpected(check)) {
                return true;
            }
            final boolean isRequired = position < durablePosition || offset < requiredOffset;
            verdict = WalkVerdict.of(check, frames.baseOffset() == offset, isRequired, next == null, state);
        }
        return switch (verdict) {
            case HOLE -> onHole();
            case DAMAGE -> onDamage(check);
            case CUT -> {
                report(UNCLEAN, position, SegmentProblem.cut(check, frames, offset, term));
                isCut = true;
                yield false;
            }
            case END -> {
                visitor.onBatch(frames.facts(true));
                successor = frames.producerId();
                yield false;
            }
        };
    }

    private boolean onHole() throws IOException {
        final int hole = position;
        final int claimed = Math.min(0, frames.length());
        final int found = isClean() ? -1 : holes.after(hole, offset, term);
        final long foundOffset = frames.baseOffset();
        frames.invalidate();
        if (isExpected(frames.check(hole, limit))) {
            return true;
        }
        if (found >= 0) {
            report(UNCLEAN, hole, holeText(claimed) + ", offsets from " + offset + " to " + (foundOffset - 1));
            goTo(found, foundOffset);
            return true;
        }
        if (next != null) {
            report(UNCLEAN, hole, holeText(claimed) + " up to the end of the segment");
            goTo(limit, next.baseOffset());
        } else if (claimed != 0) {
            report(UNCLEAN, hole, holeText(claimed) + ", the last");
        } else if (isClean()) {
            rest.checkZeros(segment, hole);
        }
        return false;
    }

    private boolean onDamage(final BatchCheck check) throws IOException {
        if (check == BatchCheck.BAD_CRC && frames.baseOffset() == offset) {
            visitor.onBatch(frames.facts(false));
        }
        report(DAMAGE, position, SegmentProblem.of(check, frames, offset, term));
        final int found = holes.after(position, offset, term);
        if (found < 0) {
            if (next != null) {
                goTo(limit, next.baseOffset());
            }
            return false;
        }
        goTo(found, frames.baseOffset());
        return true;
    }

    private void finish() throws IOException {
        if (next != null && !isCut && (position != limit || offset != next.baseOffset())) {
            final boolean isSure = state == null || state.isStrict() || position < durablePosition;
            isCut = !isSure;
            report(isSure ? DAMAGE : UNCLEAN, position, SegmentProblem.noJoin(next, limit, offset));
        }
        if (next == null && isClean() && offset > state.requiredOffset()) {
            state.refresh();
            if (isClean() && offset > state.requiredOffset()) {
                report(DAMAGE, position, SegmentProblem.behindEnd(state.requiredOffset(), offset));
            }
        }
        if (next != null && !isCut) {
            rest.checkFiller(segment, next, limit);
        }
    }

    private void goTo(final int newPosition, final long newOffset) throws IOException {
        position = newPosition;
        offset = newOffset;
        if (index != null) {
            index.skipTo(newPosition);
        }
    }

    private String holeText(final int claimed) {
        return claimed == 0 ? "a hole" : "an open claim of length=" + -(long) claimed;
    }

    private boolean isClean() {
        return state != null && state.isClean();
    }

    private void report(final LogFacts.Severity severity, final long at, final String message) {
        visitor.onFinding(new LogFacts.Finding(severity, segment.path(), at, message));
    }
}
