/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.storage.NativeBuffer;
import io.taffrail.storage.Storage;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.util.List;

/**
 * Walks the batches of segments that have ended, one after the other, by positioned reads, and verifies each.
 *
 * <pre>
 *   next()      true: a sound batch stands at index() of buffer(), until the next call
 * </pre>
 *
 * <p>Threading: one thread.
 */
final class BatchWalk implements AutoCloseable {
    private final Storage storage;
    private final List<Segment> segments;
    private final SegmentScanner scanner;
    private int number;
    private Segment segment;
    private StorageFile file;
    private int position;
    private long offset;
    private int term;

    /**
     * Begin at the start of a segment.
     *
     * @param segments in order, one behind the other.
     * @param first    number of the one to begin with.
     */
    BatchWalk(final Storage storage, final long logId, final List<Segment> segments, final int first) {
        this.storage = storage;
        this.segments = segments;
        this.scanner = new SegmentScanner(logId);
        this.number = first - 1;
    }

    /**
     * Go to the next batch.
     *
     * @return false behind the last one of the last segment.
     * @throws CorruptLogException when something else stands there.
     * @throws java.nio.file.NoSuchFileException when a segment was deleted.
     */
    boolean next() throws IOException {
        if (segment != null && position < segment.endPosition()) {
            position += scanner.alignedLength();
            offset = scanner.nextOffset();
        }
        while (segment == null || position >= segment.endPosition()) {
            requireEnd();
            close();
            if (++number >= segments.size()) {
                return false;
            }
            open(segments.get(number));
        }
        final BatchCheck check = scanner.check(position);
        if (check != BatchCheck.SOUND || scanner.baseOffset() != offset || scanner.term() < term) {
            throw unexpected(check);
        }
        term = scanner.term();
        return true;
    }

    /** Number of the segment of the batch. */
    int segmentNumber() {
        return number;
    }

    NativeBuffer buffer() {
        return scanner.buffer();
    }

    int index() {
        return scanner.index();
    }

    /** Bytes of the batch, without padding. */
    int length() {
        return scanner.length();
    }

    int alignedLength() {
        return scanner.alignedLength();
    }

    long baseOffset() {
        return offset;
    }

    /** First offset behind the batch. */
    long nextOffset() {
        return scanner.nextOffset();
    }

    int term() {
        return term;
    }

    int attributes() {
        return BatchHeader.attributes(scanner.buffer(), scanner.index());
    }

    /** The checksum is right, and yet a record cannot be. */
    CorruptLogException badRecord(final int index, final String found) {
        return new CorruptLogException(
                segment.path(),
                position + (long) index - scanner.index(),
                "a record that fits into its batch",
                found,
                "the batch was not written by taffrail");
    }

    @Override
    public void close() throws IOException {
        final StorageFile open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }

    private void open(final Segment next) throws IOException {
        file = next.reopen(storage, false);
        segment = next;
        scanner.open(file, next.endPosition());
        position = LogFormat.SEGMENT_HEADER_LENGTH;
        offset = next.baseOffset();
    }

    private void requireEnd() {
        if (segment != null && file != null && offset != segment.endOffset()) {
            throw new CorruptLogException(
                    segment.path(),
                    position,
                    "the segment to end at offset=" + segment.endOffset(),
                    "offset=" + offset,
                    "batches are missing");
        }
    }

    private CorruptLogException unexpected(final BatchCheck check) {
        if (check == BatchCheck.SOUND) {
            return new CorruptLogException(
                    segment.path(),
                    position,
                    "baseOffset=" + offset + " term>=" + term,
                    "baseOffset=" + scanner.baseOffset() + " term=" + scanner.term(),
                    "batches are missing or out of order");
        }
        return check.exception(
                segment.path(), position, scanner.buffer(), Math.max(0, scanner.index()), scanner.checksum());
    }
}
