/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.storage.NativeBuffer;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;

/**
 * Where a reader stands: a segment and a position in it, seen through the segment's mapping while it is hot and through
 * positioned reads when it is cold.
 *
 * <p>Threading: the reader's thread.
 */
final class SegmentPlace {
    private final ReadableLog log;
    private final int slot;
    private ChunkWindow window;
    private Segment segment;
    private boolean isMapped;
    private NativeBuffer buffer;
    private ByteBuffer bytes;
    private int position;
    private int windowEnd;
    private boolean isEndKnown;
    private int index;
    private int length;
    private long expectedOffset;
    private long runOffset;
    private int lastIndex;

    SegmentPlace(final ReadableLog log, final int slot) {
        this.log = log;
        this.slot = slot;
    }

    boolean isNowhere() {
        return segment == null;
    }

    NativeBuffer buffer() {
        return buffer;
    }

    ByteBuffer bytes() {
        return bytes;
    }

    /** What {@link #bytes()} belong to. */
    Object bytesIdentity() {
        return bytes;
    }

    /** Index in {@link #buffer()} of the batch last looked at. */
    int index() {
        return index;
    }

    /** Its length, in bytes. */
    int length() {
        return length;
    }

    /** Go to the segment that holds an offset, near it; false when there is none, or the offset is out of range. */
    boolean enter(final long offset) throws IOException {
        log.refresh();
        Segment found = null;
        do {
            found = log.floor(offset);
            if (found == null || offset < log.logStartOffset() || offset > log.endOffset()) {
                return false;
            }
            if (found.baseOffset() > offset) { // being deleted: the log start is told last
                return false;
            }
        } while (!open(found) && found.isCutOff()); // another has taken its place: that one
        if (segment == null) {
            return false;
        }
        final SparseIndex sparse = log.index(found);
        final int entry = sparse == null ? -1 : sparse.floor(offset);
        if (entry >= 0) {
            position = sparse.position(entry);
            expectedOffset = sparse.offset(entry);
        }
        return true;
    }

    void leave() {
        if (segment != null && isMapped) {
            segment.release();
        }
        closeWindow();
        segment = null;
        isMapped = false;
    }

    /** Look at the position: true when a committed batch with all its bytes, or a filler, is there. */
    boolean look() throws IOException {
        for (; ; ) {
            final int end = segment.endPosition();
            if (end >= 0 && position >= end) {
                if (!toNext()) {
                    return false;
                }
            } else if (isMapped ? lookMapped() : lookCold()) {
                return true;
            } else if (isMapped || end >= 0 || !remap()) {
                log.refresh();
                if (segment.endPosition() < 0 || position < segment.endPosition()) {
                    requireEnd();
                    return false;
                }
            }
        }
    }

    /**
     * Nothing committed stands here: that must be the end of the log. The known end is read before the length is looked at
     * again, so a batch that was committed in between is not taken for a damaged one.
     */
    private void requireEnd() {
        final long end = log.contiguousOffset();
        final boolean isOver = segment.isEnded() || segment.isCutOff();
        if (!isMapped || expectedOffset >= end || position >= segment.length() || isOver) {
            return;
        }
        final int found = BatchHeader.lengthVolatile(buffer, position);
        if (found <= 0) {
            throw new CorruptLogException(
                    segment.path(),
                    position,
                    "a committed batch at offset=" + expectedOffset + ", the log goes to offset=" + end,
                    "length=" + found,
                    "the length was damaged");
        }
    }

    /** Whether the log was not cut in front of the position since it was looked at. */
    boolean isBeforeEnd() {
        final int end = segment.endPosition();
        return !segment.isCutOff() && (end < 0 || position < end);
    }

    /** Bytes of the whole batches that stand one behind the other from the index: of the one looked at, and more. */
    int runLength(final int maxBytes) {
        final int end = segment.endPosition() >= 0 ? segment.endPosition() : segment.length();
        final int limit = isMapped ? end : window.validEnd();
        runOffset = expectedOffset + BatchHeader.lastOffsetDelta(buffer, index) + 1L;
        lastIndex = index;
        int at = index + LogFormat.alignedBatchLength(length);
        while (at + LogFormat.BATCH_HEADER_LENGTH <= limit) {
            final int found = BatchHeader.lengthVolatile(buffer, at);
            final long next = (long) at + LogFormat.alignedBatchLength(Math.max(0, found));
            if (found < LogFormat.BATCH_HEADER_LENGTH
                    || next > limit
                    || next - index > maxBytes
                    || BatchHeader.isFiller(BatchHeader.attributes(buffer, at))
                    || BatchHeader.baseOffset(buffer, at) != runOffset) {
                break;
            }
            runOffset += BatchHeader.lastOffsetDelta(buffer, at) + 1L;
            lastIndex = at;
            at = (int) next;
        }
        return at - index;
    }

    /** First offset behind the run last measured. */
    long runOffset() {
        return runOffset;
    }

    /** Index of the last batch of that run. */
    int lastIndex() {
        return lastIndex;
    }

    /** Whether the place is seen through the segment's mapping. */
    boolean isMapped() {
        return isMapped;
    }

    /** The batch was taken: stand behind it. */
    void pass(final int batchLength, final long nextOffset) {
        position += LogFormat.alignedBatchLength(batchLength);
        expectedOffset = nextOffset;
    }

    /** Behind a filler: whether the next segment is there, and the position in it. */
    boolean isNextReady() throws IOException {
        log.refresh();
        return toNext();
    }

    /** Whether retention deleted the segment before it was known where it ends: look for the place again by offset. */
    boolean isGone() {
        final long start = log.logStartOffset();
        return segment != null && expectedOffset <= start && segment.baseOffset() < start;
    }

    /** Whether the segment is no part of the log any more: behind a filler a place may stand in what is cut off later. */
    boolean isCutOff() {
        return segment != null && segment.isCutOff();
    }

    /** Whether retention deleted what comes next. */
    boolean isOvertaken(final long nextOffset) {
        return nextOffset < log.logStartOffset();
    }

    /** Offset that the batch at the position must have. */
    long expectedOffset() {
        return expectedOffset;
    }

    /** A batch must have the offset that the one before it announced. */
    void expect(final long baseOffset, final int at) {
        if (baseOffset != expectedOffset) {
            throw new CorruptLogException(
                    segment.path(),
                    fileposition(at),
                    "baseOffset=" + expectedOffset,
                    "baseOffset=" + baseOffset,
                    "batches are missing or out of order");
        }
    }

    CorruptLogException badBatch(final BatchCheck check, final int at, final BatchChecksum checksum) {
        return check.exception(segment.path(), fileposition(at), buffer, at, checksum);
    }

    CorruptLogException badRecord(final int at, final int found, final int room) {
        return badField(at, "a record of at most " + room + " bytes", "length=" + found);
    }

    /** The checksum is right, and yet a field cannot be. */
    CorruptLogException badField(final int at, final String expected, final String found) {
        return new CorruptLogException(
                segment.path(), fileposition(at), expected, found, "the batch was not written by taffrail");
    }

    /** A batch that is no void has records, and room for them. */
    void requireRecords(final int at, final int batchLength, final int attributes) {
        final int count = BatchHeader.recordCount(buffer, at);
        final int most = BatchHeader.isCompressed(attributes)
                ? Integer.MAX_VALUE
                : (batchLength - LogFormat.BATCH_HEADER_LENGTH) / LogFormat.RECORD_PREFIX_LENGTH;
        if (BatchHeader.isVoid(attributes) ? count != 0 : count < 1 || count > most) {
            throw badField(
                    at,
                    BatchHeader.isVoid(attributes) ? "recordCount=0 in a void" : "recordCount from 1 to " + most,
                    "recordCount=" + count);
        }
    }

    /** The checksum of a control batch is right: it must have the form of an end marker. */
    void requireEndMarker(final int at, final int batchLength) {
        if (!EndMarker.isSound(buffer, at, batchLength)) {
            throw badField(
                    at,
                    "an end marker of " + EndMarker.BATCH_LENGTH + " bytes of a producer",
                    "a control batch of " + batchLength + " bytes, producerId="
                            + BatchHeader.producerId(buffer, at) + " attributes="
                            + Integer.toHexString(BatchHeader.attributes(buffer, at)));
        }
    }

    private long fileposition(final int at) {
        return isMapped ? at : window.fileposition(at);
    }

    private boolean lookMapped() {
        index = position;
        if (position >= segment.length()) {
            return false;
        }
        length = BatchHeader.lengthVolatile(buffer, position);
        if (length <= 0) {
            return false;
        }
        check();
        return true;
    }

    @SuppressWarnings("ReferenceEquality")
    private boolean lookCold() throws IOException {
        final int ended = segment.endPosition();
        final int end =
                ended < 0 && position >= windowEnd ? log.endPosition(segment) : ended; // it may have woken since
        if (end >= 0 && end != windowEnd) {
            window.open(window.file(), end);
            windowEnd = end;
            isEndKnown = true;
        }
        if (position >= windowEnd) {
            return false;
        }
        index = window.load(position, LogFormat.BATCH_HEADER_LENGTH);
        if (index < 0) {
            throw truncated();
        }
        length = BatchHeader.lengthVolatile(window.buffer(), index);
        if (length <= 0 && !isEndKnown) {
            window.invalidate();
            return false;
        }
        check();
        index = window.load(position, LogFormat.alignedBatchLength(length));
        if (bytes != window.bytes()) {
            buffer = window.buffer();
            bytes = window.bytes();
        }
        if (index < 0) {
            throw truncated();
        }
        return true;
    }

    private CorruptLogException truncated() throws IOException {
        return new CorruptLogException(
                segment.path(),
                position,
                "a committed batch",
                "the end of the file, length=" + window.file().size(),
                "the file was truncated");
    }

    private void check() {
        final int end = !isMapped ? windowEnd : segment.endPosition() < 0 ? segment.length() : segment.endPosition();
        final BatchCheck check = BatchCheck.ofLength(length, Math.max((long) end, position + 64L) - position);
        if (check != BatchCheck.SOUND) {
            throw check.exception(segment.path(), position, isMapped ? buffer : window.buffer(), index, null);
        }
    }

    private boolean toNext() throws IOException {
        final Segment next = log.next(segment);
        if (next == null) {
            return false;
        }
        if (expectedOffset != next.baseOffset()) {
            throw new CorruptLogException(
                    segment.path(),
                    position,
                    "baseOffset=" + next.baseOffset() + " of " + next.path().getFileName() + " next",
                    "the segment to end at offset=" + expectedOffset,
                    "batches are missing");
        }
        leave();
        return open(next) || next.isCutOff() && enter(next.baseOffset());
    }

    private boolean remap() throws IOException {
        final Segment here = segment;
        if (!here.tryRetain()) {
            return false;
        }
        closeWindow();
        mapped(here);
        return true;
    }

    private boolean open(final Segment newSegment) throws IOException {
        position = LogFormat.SEGMENT_HEADER_LENGTH;
        expectedOffset = newSegment.baseOffset();
        if (newSegment.tryRetain()) {
            mapped(newSegment);
            return true;
        }
        try {
            final StorageFile file = openKnown(newSegment);
            if (window == null) {
                window = new ChunkWindow();
            }
            final int end = log.endPosition(newSegment);
            isEndKnown = end >= 0;
            windowEnd = isEndKnown ? end : newSegment.length();
            window.open(file, windowEnd);
        } catch (final NoSuchFileException ex) {
            if (newSegment.tryRetain()) {
                mapped(newSegment);
                return true;
            }
            log.refresh();
            if (newSegment.baseOffset() < log.logStartOffset() || newSegment.isCutOff()) {
                return false;
            }
            throw ex;
        }
        segment = newSegment;
        isMapped = false;
        buffer = window.buffer();
        bytes = window.bytes();
        return true;
    }

    private StorageFile openKnown(final Segment newSegment) throws IOException {
        final StorageFile file = log.storage().open(newSegment.path(), false);
        try {
            SegmentHeader.requireKnownVersion(file);
            return file;
        } catch (final IOException | RuntimeException ex) {
            file.close();
            throw ex;
        }
    }

    private void mapped(final Segment retained) {
        segment = retained;
        isMapped = true;
        buffer = retained.buffer();
        bytes = retained.duplicate(slot);
    }

    private void closeWindow() {
        if (window != null && window.file() != null) {
            try {
                window.close();
            } catch (final IOException ignored) {
                // a file opened for reading only: nothing can be lost
            }
        }
    }
}
