/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static io.taffrail.log.LogFacts.Severity.DAMAGE;
import static io.taffrail.log.LogFacts.Severity.NOTE;

import io.taffrail.codecs.layout.LogFormat;
import java.io.IOException;

/**
 * Checks what stands in a segment behind the end of the log in it.
 *
 * <p>Threading: one thread.
 */
final class SegmentRest {
    private final FrameReader frames;
    private final PartitionState state;
    private final LogVisitor visitor;

    SegmentRest(final FrameReader frames, final PartitionState state, final LogVisitor visitor) {
        this.frames = frames;
        this.state = state;
        this.visitor = visitor;
    }

    /** A segment with a successor: a filler and zeros after a roll; after a fence, or a crash in a roll, anything. */
    void checkFiller(final Segment segment, final Segment next, final int end) throws IOException {
        if (end > segment.length() - LogFormat.BATCH_HEADER_LENGTH) {
            return;
        }
        if (segment.isCompacted()) {
            requireZeros(segment, end);
            return;
        }
        final BatchCheck check = frames.check(end, segment.length());
        if (check == BatchCheck.FILLER) {
            visitor.onBatch(frames.facts(true));
            if (!isNamed(next, frames.producerId()) || frames.baseOffset() != next.baseOffset()) {
                report(
                        DAMAGE,
                        segment,
                        end,
                        "expected a filler that names generation=" + next.generation() + " found generation="
                                + frames.producerId() + " baseOffset=" + frames.baseOffset());
            }
            requireZeros(segment, end + LogFormat.BATCH_HEADER_LENGTH);
        } else if (check != BatchCheck.EMPTY && check != BatchCheck.OPEN_CLAIM) {
            final boolean isSure = state != null && state.isStrict();
            report(
                    isSure ? DAMAGE : NOTE,
                    segment,
                    end,
                    "expected a filler found " + SegmentProblem.found(check, frames));
        }
    }

    /** A filler names the segment that was begun behind it, whose place another may have taken. */
    private static boolean isNamed(final Segment next, final long generation) {
        return next.isCompacted()
                ? generation <= next.nameOnChain() && generation > next.identity().previousGeneration
                : generation == next.generation();
    }

    /** The last segment of a clean log: zeros, which the next publish will rely on. */
    void checkZeros(final Segment segment, final int end) throws IOException {
        if (frames.firstNonZero(end) >= 0) {
            state.refresh();
            frames.invalidate();
            if (state.isClean()) {
                requireZeros(segment, end);
            }
        }
    }

    private void requireZeros(final Segment segment, final int from) throws IOException {
        final long bad = frames.firstNonZero(from);
        if (bad >= 0) {
            report(
                    DAMAGE,
                    segment,
                    bad,
                    "expected zeros behind the end of the log in this segment found other bytes:"
                            + " they were changed after they were written, for example on the disk");
        }
    }

    private void report(
            final LogFacts.Severity severity, final Segment segment, final long position, final String message) {
        visitor.onFinding(new LogFacts.Finding(severity, segment.path(), position, message));
    }
}
