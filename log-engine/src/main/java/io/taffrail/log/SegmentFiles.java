/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.storage.MappedRegion;
import io.taffrail.storage.Storage;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Names of segment files, and finding those that a directory holds. */
final class SegmentFiles {
    static final String SUFFIX = ".log";
    static final String INDEX_SUFFIX = ".index";
    static final String PRODUCERS_SUFFIX = ".producers";
    static final String START_SUFFIX = ".start";
    static final String UNFINISHED_SUFFIX = ".tmp";
    static final String SPARE_PREFIX = "spare-";
    static final String SPARE_SUFFIX = ".tmp";

    private SegmentFiles() {}

    static String name(final long baseOffset, final long generation) {
        return stem(baseOffset, generation) + SUFFIX;
    }

    static String indexName(final long baseOffset, final long generation) {
        return stem(baseOffset, generation) + INDEX_SUFFIX;
    }

    static String producersName(final long baseOffset, final long generation) {
        return stem(baseOffset, generation) + PRODUCERS_SUFFIX;
    }

    /** The one that speaks of the start of a segment in front of which retention has deleted. */
    static String startProducersName(final long baseOffset, final long generation) {
        return stem(baseOffset, generation) + START_SUFFIX + PRODUCERS_SUFFIX;
    }

    /** Delete what is derived from a segment and stands beside it. */
    static void deleteDerived(final Storage storage, final Path directory, final Segment segment) throws IOException {
        for (final Path path : List.of(
                IndexFile.path(directory, segment),
                ProducersFile.path(directory, segment),
                ProducersFile.startPath(directory, segment))) {
            storage.delete(path);
            storage.delete(path.resolveSibling(path.getFileName() + UNFINISHED_SUFFIX)); // what a full disk left
        }
    }

    /** Name of a compacted segment that is not finished. */
    static String unfinishedName(final long baseOffset, final long generation) {
        return name(baseOffset, generation) + UNFINISHED_SUFFIX;
    }

    static boolean isUnfinished(final String name) {
        return name.endsWith(SUFFIX + UNFINISHED_SUFFIX);
    }

    static boolean isSegment(final String name) {
        return name.endsWith(SUFFIX);
    }

    /** Whether it is an index or a producers file, or one that was not finished. */
    static boolean isDerived(final String name) {
        final String finished =
                name.endsWith(UNFINISHED_SUFFIX) ? name.substring(0, name.length() - UNFINISHED_SUFFIX.length()) : name;
        return finished.endsWith(INDEX_SUFFIX) || finished.endsWith(PRODUCERS_SUFFIX);
    }

    static boolean isSpare(final String name) {
        return name.startsWith(SPARE_PREFIX) && name.endsWith(SPARE_SUFFIX);
    }

    /**
     * All segments of a directory whose header is sound, by generation. Spares that were never used, and files that a
     * power loss left without a header, are passed over.
     *
     * @param tooShort gets the files that are shorter than their header says, which a power loss may leave: such a file was
     *     never forced, so nothing in it was durable; null where that is corruption.
     * @throws CorruptLogException when a header is damaged or belongs to another log.
     */
    static List<Segment> find(final Storage storage, final Path directory, final long logId, final List<Path> tooShort)
            throws IOException {
        final List<Segment> found = new ArrayList<>();
        final ByteBuffer bytes = ByteBuffer.allocateDirect(LogFormat.SEGMENT_HEADER_LENGTH);
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        for (final String name : storage.list(directory)) {
            if (isSegment(name) || isSpare(name)) {
                final Path path = directory.resolve(name);
                final Segment segment = read(storage, path, logId, bytes, buffer, tooShort);
                if (segment != null) {
                    found.add(segment);
                }
            }
        }
        found.sort(Comparator.comparingLong(Segment::generation));
        return found;
    }

    /** Whether a file carries a stamp, be it whole or not. */
    static boolean isAnyStamped(final Storage storage, final Path directory, final long logId) throws IOException {
        final List<Path> tooShort = new ArrayList<>();
        return !find(storage, directory, logId, tooShort).isEmpty() || !tooShort.isEmpty();
    }

    /** The highest generation of all segments found, on the chain or not; 0 for none. */
    static long lastGeneration(final List<Segment> found) {
        return found.isEmpty() ? 0 : found.get(found.size() - 1).generation();
    }

    private static Segment read(
            final Storage storage,
            final Path path,
            final long logId,
            final ByteBuffer bytes,
            final UnsafeBuffer buffer,
            final List<Path> tooShort)
            throws IOException {
        try (StorageFile file = storage.open(path, false)) {
            final long size = file.size();
            bytes.clear();
            buffer.setMemory(0, bytes.capacity(), (byte) 0);
            file.read(bytes, 0);
            if (SegmentHeader.isBlank(buffer)) {
                return null;
            }
            final SegmentHeader header = new SegmentHeader();
            if (tooShort != null && header.isShort(buffer, size)) {
                tooShort.add(path);
                return null;
            }
            final Segment segment = new Segment(path, (int) size, header.read(buffer, path, logId, size));
            segment.isMarked(DurableMark.vouches(buffer, segment.generation()));
            return segment;
        }
    }

    /** Open and map a segment that is going to be appended to. */
    static void map(final Storage storage, final Segment segment, final int slots) throws IOException {
        final StorageFile file = storage.open(segment.path(), true);
        try {
            final MappedRegion region = file.map(segment.length(), true);
            segment.remap(file, region, slots);
        } catch (final IOException | RuntimeException ex) {
            file.close();
            throw ex;
        }
    }

    private static String stem(final long baseOffset, final long generation) {
        return String.format("%020d-%d", baseOffset, generation);
    }
}
