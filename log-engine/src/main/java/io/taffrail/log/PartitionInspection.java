/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static io.taffrail.log.LogFacts.Severity.DAMAGE;
import static io.taffrail.log.LogFacts.Severity.NOTE;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.storage.Storage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One look at a whole partition: control file, manifest, the chain of segments, then each of them.
 *
 * <p>Threading: one thread.
 */
final class PartitionInspection {
    private final Storage storage;
    private final Path directory;
    private final LogVisitor visitor;
    private final PartitionSurvey survey;

    PartitionInspection(final Storage storage, final Path directory, final LogVisitor visitor) throws IOException {
        this.storage = storage;
        this.directory = directory;
        this.visitor = visitor;
        this.survey = new PartitionSurvey(storage, directory);
    }

    void run() throws IOException {
        survey.run();
        visitControl();
        visitManifest();
        survey.headers.problems().forEach(visitor::onFinding);
        survey.headers.notes().forEach(visitor::onFinding);
        if (survey.chainProblem != null) {
            visitor.onFinding(survey.chainProblem);
        }
        for (final Segment leftover : survey.leftovers) {
            visitor.onSegment(facts(leftover, null, LogFacts.Role.LEFTOVER));
        }
        walk();
    }

    private void walk() throws IOException {
        final SegmentWalk walk = new SegmentWalk(storage, survey.state, visitor, survey.logId);
        final int marked = lastMarked();
        for (int i = 0; i < survey.chain.size(); i++) {
            final Segment segment = survey.chain.get(i);
            final Segment next = next(i);
            visitor.onSegment(facts(segment, next, LogFacts.Role.LOG));
            final DurableMark mark = survey.headers.mark(segment);
            final int durable = i < marked ? segment.length() : i == marked ? position(mark) : 0;
            try {
                if (!walk.walk(segment, next, durable)) {
                    return;
                }
            } catch (final NoSuchFileException ex) {
                if (isRenamed(segment)) {
                    walk.walk(segment, next, durable);
                }
            }
        }
        if (walk.successor() != 0 && survey.state.isStrict()) {
            checkSuccessor(walk.successor());
        }
    }

    /** The next segment of the chain, if its header says where this one ends. */
    private Segment next(final int i) {
        if (i + 1 >= survey.chain.size()) {
            return null;
        }
        final Segment next = survey.chain.get(i + 1);
        final SegmentIdentity identity = next.identity();
        final long end = identity.previousEnd;
        final Segment segment = survey.chain.get(i);
        if (identity.previousGeneration != segment.generation()) {
            return identity.previousGeneration == segment.nameOnChain() ? next : null;
        }
        if (end < LogFormat.SEGMENT_HEADER_LENGTH || end > segment.length() || end % LogFormat.BATCH_ALIGNMENT != 0) {
            visitor.onFinding(new LogFacts.Finding(
                    DAMAGE,
                    next.path(),
                    0,
                    "expected a previousEnd within the segment before found previousEnd=" + end));
            return null;
        }
        return next;
    }

    /** A force vouches for every segment before the last one with a mark. */
    private int lastMarked() {
        int last = -1;
        for (int i = 0; i < survey.chain.size(); i++) {
            last = vouches(survey.headers.mark(survey.chain.get(i))) ? i : last;
        }
        return last;
    }

    /** A mark at the very start of a segment is written before any force. */
    private static boolean vouches(final DurableMark mark) {
        return mark != null && mark.position > LogFormat.SEGMENT_HEADER_LENGTH;
    }

    private static int position(final DurableMark mark) {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, mark.position));
    }

    /**
     * A file is gone that was there: its engine gave it its name, or retention, a fence or the end of its topic took it
     * away.
     */
    private boolean isRenamed(final Segment segment) throws IOException {
        final Path named = directory.resolve(SegmentFiles.name(segment.baseOffset(), segment.generation()));
        if (!named.equals(segment.path()) && storage.exists(named)) {
            segment.path(named);
            return true;
        }
        survey.refresh();
        if (survey.isListed(segment) && !storage.exists(named)) {
            visitor.onFinding(
                    new LogFacts.Finding(DAMAGE, named, 0, "expected a segment file found none: it was removed"));
        }
        return false;
    }

    private void checkSuccessor(final long generation) throws IOException {
        final boolean isKnown =
                survey.chainProblem != null || !survey.headers.problems().isEmpty();
        if (!isKnown && !survey.awaitGeneration(generation)) {
            visitor.onFinding(new LogFacts.Finding(
                    DAMAGE,
                    directory,
                    0,
                    "expected the segment of generation=" + generation
                            + " that the last filler names found none: a segment file was removed, put it back"));
        }
    }

    private void visitControl() {
        if (survey.state.control() != null) {
            visitor.onControl(survey.state.control());
            if (survey.state.badSlot() >= 0) {
                visitor.onFinding(new LogFacts.Finding(
                        NOTE,
                        survey.state.path(),
                        survey.state.badSlot(),
                        "expected a sound checkpoint found bad crc: the other one counts"));
            }
        } else if (survey.state.problem() instanceof CorruptLogException corrupt) {
            visitor.onFinding(SegmentHeaders.finding(DAMAGE, corrupt));
        } else if (survey.state.problem() != null) {
            visitor.onFinding(new LogFacts.Finding(
                    DAMAGE,
                    survey.state.path(),
                    Long.BYTES,
                    survey.state.problem().getMessage()));
        } else if (!survey.headers.segments().isEmpty()) {
            visitor.onFinding(new LogFacts.Finding(
                    DAMAGE, survey.state.path(), 0, "expected a control file found none: it was removed, put it back"));
        }
    }

    private void visitManifest() {
        if (survey.manifestProblem != null) {
            visitor.onFinding(survey.manifestProblem);
        }
        if (survey.manifest == null) {
            return;
        }
        final List<LogFacts.ListedSegment> segments = new ArrayList<>();
        for (final Manifest.Entry entry : survey.manifest.segments()) {
            segments.add(new LogFacts.ListedSegment(
                    entry.generation(), entry.baseOffset(), entry.length(), entry.endPosition(), entry.maxTimestamp()));
        }
        final List<LogFacts.TermStart> terms = new ArrayList<>();
        for (final Manifest.TermStart start : survey.manifest.terms()) {
            terms.add(new LogFacts.TermStart(start.term(), start.startOffset()));
        }
        visitor.onManifest(new LogFacts.ManifestFacts(
                directory.resolve(Manifest.NAME),
                survey.manifest.version(),
                survey.manifest.logId(),
                survey.manifest.logStartOffset(),
                segments,
                terms));
    }

    private LogFacts.SegmentFacts facts(final Segment segment, final Segment next, final LogFacts.Role role) {
        return facts(segment, next, role, survey.headers.mark(segment));
    }

    static LogFacts.SegmentFacts facts(
            final Segment segment, final Segment next, final LogFacts.Role role, final DurableMark mark) {
        final SegmentIdentity identity = segment.identity();
        return new LogFacts.SegmentFacts(
                segment.path(),
                role,
                identity.logId,
                identity.generation,
                identity.baseOffset,
                identity.previousGeneration,
                identity.previousEnd,
                segment.length(),
                identity.term,
                next == null ? -1 : segment.endBefore(next),
                mark == null ? -1 : mark.offset,
                mark == null ? -1 : mark.position,
                identity.compaction == null ? -1 : identity.compaction.cleanOffset());
    }
}
