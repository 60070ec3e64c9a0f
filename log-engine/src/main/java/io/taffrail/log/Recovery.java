/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.storage.Storage;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Finds the end of a log that was not closed cleanly, and makes it sound up to there.
 *
 * <p>What it does with bytes that are not a sound batch:
 *
 * <pre>
 *   where                    boot    replicated   bytes                        then
 *   below the durable mark   any     any          any                          corruption: refuse to guess
 *   above it                 same    any          positive length, not sound   corruption: a process that dies leaves
 *                                                                              no committed batch half-written
 *   above it                 same    no           open claim or nothing,       void up to the next sound batch or the
 *                                                 something sound follows      recorded end of the segment
 *   above it                 same    no           open claim or nothing last   the log ends here
 *   above it                 other   any          any                          the log ends here
 *   above it                 any     yes          any                          the log ends here
 * </pre>
 *
 * Where the log ends, the rest of the segment is zeroed, later segments are put aside, and everything is forced.
 *
 * <p>Threading: one thread, before the log is used.
 */
final class Recovery {
    private final Storage storage;
    private final SegmentScanner scanner;
    private final boolean isSameBoot;
    private final boolean mayFill;
    private final boolean isReplicated;
    private final int indexIntervalBytes;
    private final RecoveryReport report;
    private final Orphans orphans;
    private final RecoveredEnd end = new RecoveredEnd();
    private Segment segment;
    private StorageFile file;
    private int durablePosition;
    private int limit;
    private boolean isCut;
    private BatchCheck foundAtCut = BatchCheck.EMPTY;

    Recovery(
            final Storage storage,
            final long logId,
            final boolean isSameBoot,
            final boolean isReplicated,
            final int indexIntervalBytes,
            final RecoveryReport report) {
        this.storage = storage;
        this.scanner = new SegmentScanner(logId);
        this.isSameBoot = isSameBoot;
        this.mayFill = isSameBoot && !isReplicated;
        this.isReplicated = isReplicated;
        this.indexIntervalBytes = indexIntervalBytes;
        this.report = report;
        this.orphans = new Orphans(storage, report);
    }

    /**
     * Recover.
     *
     * @param chain the segments in order, at least one.
     * @return where the log ends.
     * @throws IOException         when reading or writing fails.
     * @throws CorruptLogException when bytes are bad that a crash cannot explain.
     */
    RecoveredEnd run(final List<Segment> chain) throws IOException {
        final int first = firstToScan(chain);
        end.offset = chain.get(first).baseOffset();
        end.scannedFrom = end.offset;
        for (int i = first; i < chain.size() && !isCut; i++) {
            final Segment next = i + 1 < chain.size() ? chain.get(i + 1) : null;
            final int marked = i == first ? durablePosition : LogFormat.SEGMENT_HEADER_LENGTH;
            durablePosition = marked;
            scan(chain.get(i), next);
            end.segments = i + 1;
            if (isCut) {
                report.beforeCut(chain, i, end, foundAtCut);
                dropAfter(chain, i);
            }
            if (isCut || next == null) {
                cut();
            }
        }
        report.finish();
        return end;
    }

    /** The last segment with a durable mark: all before it is durable. */
    private int firstToScan(final List<Segment> chain) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocateDirect(LogFormat.SEGMENT_HEADER_LENGTH);
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        for (int i = chain.size() - 1; i >= 0; i--) {
            try (StorageFile header = storage.open(chain.get(i).path(), false)) {
                bytes.clear();
                header.read(bytes, 0);
            }
            final DurableMark mark = DurableMark.read(buffer, chain.get(i).generation());
            if (mark != null) {
                durablePosition = (int) mark.position;
                end.durableOffset = mark.offset;
                return i;
            }
        }
        durablePosition = LogFormat.SEGMENT_HEADER_LENGTH;
        end.durableOffset = chain.get(0).baseOffset();
        return 0;
    }

    private void scan(final Segment scanned, final Segment next) throws IOException {
        segment = scanned;
        limit = next == null ? scanned.length() : scanned.endBefore(next);
        if (durablePosition > limit) {
            throw new CorruptLogException(
                    scanned.path(),
                    limit,
                    "an end at or behind the durable mark, position=" + durablePosition,
                    "previousEnd=" + limit + " in " + next.path().getFileName(),
                    "the successor does not belong to this segment");
        }
        final SparseIndex index = new SparseIndex();
        scanned.index(index);
        end.segment = scanned;
        end.position = LogFormat.SEGMENT_HEADER_LENGTH;
        end.maxTimestamp = Long.MIN_VALUE;
        if (!isReplicated) { // a follower may have batches of older terms in a segment that it began in a newer one
            end.term = Math.max(end.term, scanned.identity().term);
        }
        try (StorageFile open = storage.open(scanned.path(), true)) {
            file = open;
            scanner.open(open, limit);
            walk(index, next);
            if (next != null && !isCut) {
                checkJoin(next);
            }
            open.force();
        }
        if (next != null && !isCut) {
            scanned.maxTimestamp(end.maxTimestamp);
        }
    }

    private void walk(final SparseIndex index, final Segment next) throws IOException {
        int indexed = -1;
        while (end.position < limit) {
            final BatchCheck check = scanner.check(end.position);
            if (check == BatchCheck.SOUND && scanner.baseOffset() == end.offset && scanner.term() >= end.term) {
                if (indexed < 0 || end.position - indexed >= indexIntervalBytes) {
                    index.add(end.offset, end.position, end.maxTimestamp);
                    indexed = end.position;
                }
                take();
            } else if (!onBad(check, next)) {
                return;
            }
        }
    }

    private void take() {
        end.maxTimestamp = Math.max(end.maxTimestamp, scanner.maxTimestamp());
        end.onBatch(scanner.term());
        end.offset = scanner.nextOffset();
        end.position += scanner.alignedLength();
    }

    /** True when a void was put in the place of a hole, so that the walk goes on. */
    private boolean onBad(final BatchCheck check, final Segment next) throws IOException {
        final boolean isHole = check == BatchCheck.EMPTY || check == BatchCheck.OPEN_CLAIM;
        if (end.position < durablePosition || isSameBoot && !isHole && !(check == BatchCheck.FILLER && next == null)) {
            throw corruption(check);
        }
        if (mayFill && isHole && fill(next)) {
            return true;
        }
        isCut = true;
        foundAtCut = check;
        return false;
    }

    private CorruptLogException corruption(final BatchCheck check) {
        if (check == BatchCheck.SOUND) {
            return new CorruptLogException(
                    segment.path(),
                    end.position,
                    "baseOffset=" + end.offset + " term>=" + end.term,
                    "baseOffset=" + scanner.baseOffset() + " term=" + scanner.term(),
                    "the batch belongs elsewhere");
        }
        return check.exception(
                segment.path(), end.position, scanner.buffer(), Math.max(0, scanner.index()), scanner.checksum());
    }

    /** Put a void from here to the next sound batch, or to the recorded end of the segment. */
    private boolean fill(final Segment next) throws IOException {
        final int from = end.position;
        int position = from + Math.max(LogFormat.BATCH_ALIGNMENT, scanner.claimedBytes(from));
        while (position < limit) {
            if (scanner.isPlausible(position, end.offset)
                    && scanner.check(position) == BatchCheck.SOUND
                    && scanner.baseOffset() > end.offset
                    && scanner.term() >= end.term) {
                putVoid(from, position, scanner.baseOffset());
                return true;
            }
            position += LogFormat.BATCH_ALIGNMENT;
        }
        if (next == null || next.baseOffset() <= end.offset) {
            return false;
        }
        putVoid(from, limit, next.baseOffset());
        return true;
    }

    private void putVoid(final int from, final int to, final long nextOffset) throws IOException {
        zero(from + LogFormat.BATCH_HEADER_LENGTH, to);
        final VoidBatch batch = new VoidBatch(scanner.logId(), to - from);
        final long timestamp = Math.max(0, end.maxTimestamp);
        file.write(batch.encode(end.offset, (int) (nextOffset - 1 - end.offset), end.term, timestamp), from);
        scanner.invalidate();
        report.onVoid(segment, from, to, end.offset, nextOffset);
    }

    private void checkJoin(final Segment next) {
        if (end.position == limit && end.offset == next.baseOffset()) {
            return;
        }
        if (isSameBoot || end.position < durablePosition) {
            throw new CorruptLogException(
                    segment.path(),
                    end.position,
                    "baseOffset=" + next.baseOffset() + " at position=" + limit,
                    "baseOffset=" + end.offset,
                    "the segment does not join the next one");
        }
        isCut = true;
        foundAtCut = BatchCheck.UNEXPECTED;
    }

    /**
     * Put the segments after the cut aside, newest first, before the bytes behind it are zeroed: a crash in between must
     * not leave a successor that claims a longer predecessor.
     */
    private void dropAfter(final List<Segment> chain, final int last) throws IOException {
        for (int i = chain.size() - 1; i > last; i--) {
            orphans.putAside(chain.get(i).path());
            storage.forceDirectory(chain.get(i).path().getParent());
        }
    }

    private void cut() throws IOException {
        storage.delete(IndexFile.path(segment.path().getParent(), segment));
        ProducersFile.forgetBehind(storage, segment, end.position, end.offset);
        try (StorageFile open = storage.open(segment.path(), true)) {
            file = open;
            scanner.open(open, segment.length());
            if (end.position < segment.length() && !scanner.isZeroFrom(end.position)) {
                zero(end.position, segment.length());
            }
            open.force();
        }
    }

    private void zero(final int from, final int to) throws IOException {
        final ByteBuffer zeros = ByteBuffer.allocateDirect(Math.min(1 << 20, Math.max(0, to - from)));
        for (int position = from; position < to; position += zeros.capacity()) {
            zeros.clear().limit(Math.min(zeros.capacity(), to - position));
            file.write(zeros, position);
        }
    }
}
