/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static io.taffrail.log.LogFacts.Severity.DAMAGE;
import static io.taffrail.log.LogFacts.Severity.NOTE;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.codecs.log.DurableMarkDecoder;
import io.taffrail.codecs.log.DurableMarkEncoder;
import io.taffrail.codecs.log.SegmentHeaderDecoder;
import io.taffrail.storage.Storage;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads the headers of the segment files of a directory, and goes on where one is bad.
 *
 * <p>Threading: one thread.
 */
final class SegmentHeaders {
    private final Storage storage;
    private final Path directory;
    private final ByteBuffer bytes = ByteBuffer.allocate(LogFormat.SEGMENT_HEADER_LENGTH);
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes.array());
    private final Map<Segment, DurableMark> marks = new HashMap<>();
    private final List<LogFacts.Finding> problems = new ArrayList<>();
    private final List<LogFacts.Finding> notes = new ArrayList<>();
    private final List<Segment> found = new ArrayList<>();

    SegmentHeaders(final Storage storage, final Path directory) {
        this.storage = storage;
        this.directory = directory;
    }

    /**
     * Look into all segments and spares of the directory.
     *
     * @param logId     they must belong to.
     * @param mayBeLost whether a header that never reached the disk is no damage.
     */
    void find(final long logId, final boolean mayBeLost) throws IOException {
        marks.clear();
        problems.clear();
        notes.clear();
        found.clear();
        for (final String name : storage.list(directory)) {
            if (SegmentFiles.isSegment(name) || SegmentFiles.isSpare(name)) {
                read(directory.resolve(name), logId, mayBeLost, SegmentFiles.isSpare(name));
            }
        }
        found.sort(Comparator.comparingLong(Segment::generation));
    }

    /** Look into one file, of whatever log; null when its header is not sound. */
    Segment findAlone(final Path path) throws IOException {
        load(path);
        read(path, new SegmentHeaderDecoder().wrap(buffer, 0).logId(), false, false);
        return found.isEmpty() ? null : found.get(0);
    }

    /** Segments with a sound header, by generation. */
    List<Segment> segments() {
        return found;
    }

    /** Headers that are not sound. */
    List<LogFacts.Finding> problems() {
        return problems;
    }

    List<LogFacts.Finding> notes() {
        return notes;
    }

    /** The durable mark of a segment, or null. */
    DurableMark mark(final Segment segment) {
        return marks.get(segment);
    }

    /** Log id in the first header that has a magic; 0 when there is none. */
    long anyLogId() throws IOException {
        for (final String name : storage.list(directory)) {
            if (SegmentFiles.isSegment(name)) {
                load(directory.resolve(name));
                final SegmentHeaderDecoder header = new SegmentHeaderDecoder().wrap(buffer, 0);
                if (header.magic() == LogFormat.SEGMENT_MAGIC) {
                    return header.logId();
                }
            }
        }
        return 0;
    }

    private void read(final Path path, final long logId, final boolean mayBeLost, final boolean isSpare)
            throws IOException {
        final long size;
        try {
            size = load(path);
        } catch (final NoSuchFileException ex) {
            return;
        }
        if (SegmentHeader.isBlank(buffer)) {
            if (!mayBeLost && !isSpare) {
                problems.add(new LogFacts.Finding(
                        DAMAGE, path, 0, "expected magic=TAFFRAIL found zeros: the header was overwritten or lost"));
            }
            return;
        }
        if (mayBeLost && new SegmentHeader().isShort(buffer, size)) {
            notes.add(new LogFacts.Finding(
                    NOTE,
                    path,
                    size,
                    "the file is shorter than its header says, as a power loss may leave it: what it"
                            + " held was never made durable"));
            return;
        }
        try {
            final SegmentIdentity identity = new SegmentHeader().read(buffer, path, logId, size);
            checkLength(path, size);
            final Segment segment = new Segment(path, (int) size, identity);
            segment.isMarked(DurableMark.vouches(buffer, identity.generation));
            marks.put(segment, DurableMark.read(buffer, identity.generation));
            checkRest(path, identity.compaction);
            found.add(segment);
        } catch (final CorruptLogException ex) {
            problems.add(finding(DAMAGE, ex));
        } catch (final NewerFormatException ex) {
            problems.add(new LogFacts.Finding(DAMAGE, path, Long.BYTES, ex.getMessage()));
        }
    }

    private static void checkLength(final Path path, final long size) {
        if (size < LogFormat.SEGMENT_HEADER_LENGTH
                || size > Integer.MAX_VALUE
                || size % LogFormat.BATCH_ALIGNMENT != 0) {
            throw new CorruptLogException(
                    path,
                    0,
                    "a length from " + LogFormat.SEGMENT_HEADER_LENGTH + " to " + Integer.MAX_VALUE,
                    "length=" + size,
                    "the file was not written by taffrail");
        }
    }

    private static int[][] gaps(final Compaction compaction) {
        final int end = LogFormat.SEGMENT_HEADER_LENGTH;
        return new int[][] {
            {SegmentHeaderDecoder.ENCODED_LENGTH, LogFormat.DURABLE_MARK_SLOT_0},
            {LogFormat.DURABLE_MARK_SLOT_0 + DurableMarkEncoder.ENCODED_LENGTH, LogFormat.DURABLE_MARK_SLOT_1},
            {LogFormat.DURABLE_MARK_SLOT_1 + DurableMarkEncoder.ENCODED_LENGTH, LogFormat.COMPACTION_POSITION},
            {compaction == null ? LogFormat.COMPACTION_POSITION : compaction.end(), end}
        };
    }

    private void checkRest(final Path path, final Compaction compaction) {
        for (final int[] gap : gaps(compaction)) {
            for (int at = gap[0]; at < gap[1]; at++) {
                if (buffer.getByte(at) != 0) {
                    problems.add(new LogFacts.Finding(
                            DAMAGE,
                            path,
                            at,
                            "expected zeros behind a structure found other bytes: they were changed"
                                    + " after they were written, for example on the disk"));
                    return;
                }
            }
        }
        for (final int slot : new int[] {LogFormat.DURABLE_MARK_SLOT_0, LogFormat.DURABLE_MARK_SLOT_1}) {
            if (!PartitionState.isBlankOrSound(buffer, slot, DurableMarkDecoder.ENCODED_LENGTH)) {
                notes.add(new LogFacts.Finding(
                        NOTE, path, slot, "expected a sound durable mark found bad crc: the other one counts"));
            }
        }
    }

    private long load(final Path path) throws IOException {
        bytes.clear();
        buffer.setMemory(0, bytes.capacity(), (byte) 0);
        try (StorageFile file = storage.open(path, false)) {
            file.read(bytes, 0);
            return file.size();
        }
    }

    /** The finding that an exception stands for, without what the finding says anyway. */
    static LogFacts.Finding finding(final LogFacts.Severity severity, final CorruptLogException ex) {
        final String message = ex.getMessage();
        final int at = message.indexOf(" expected ");
        return new LogFacts.Finding(severity, ex.path(), ex.position(), message.substring(at + 1));
    }
}
