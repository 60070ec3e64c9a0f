/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.codecs.log.IndexEntryDecoder;
import io.taffrail.codecs.log.IndexEntryEncoder;
import io.taffrail.codecs.log.IndexHeaderDecoder;
import io.taffrail.codecs.log.IndexHeaderEncoder;
import io.taffrail.storage.Storage;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/** The sparse index of a segment as a file beside it. Derived: a missing or damaged one is made again from the log. */
final class IndexFile {
    private static final int HEADER = IndexHeaderEncoder.ENCODED_LENGTH;
    private static final int ENTRY = IndexEntryEncoder.ENCODED_LENGTH;

    private IndexFile() {}

    static Path path(final Path directory, final Segment segment) {
        return directory.resolve(SegmentFiles.indexName(segment.baseOffset(), segment.generation()));
    }

    /** Write the index of a segment that ends where it says. */
    static void write(
            final Storage storage,
            final Path directory,
            final Segment segment,
            final int endPosition,
            final long endOffset)
            throws IOException {
        final SparseIndex index = segment.index();
        final int count = index.count();
        final ByteBuffer bytes = ByteBuffer.allocateDirect(HEADER + count * ENTRY);
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        final IndexEntryEncoder entry = new IndexEntryEncoder();
        for (int i = 0; i < count; i++) {
            entry.wrap(buffer, HEADER + i * ENTRY)
                    .baseOffset(index.offset(i))
                    .position(index.position(i))
                    .maxTimestampBefore(index.maxTimestampBefore(i));
        }
        final IndexHeaderEncoder header = new IndexHeaderEncoder()
                .wrap(buffer, 0)
                .magic(LogFormat.INDEX_MAGIC)
                .formatVersion(LogFormat.FORMAT_VERSION)
                .entryCount(count)
                .logId(segment.identity().logId)
                .generation(segment.generation())
                .baseOffset(segment.baseOffset())
                .endOffset(endOffset)
                .endPosition(endPosition)
                .maxTimestamp(segment.maxTimestamp())
                .reserved(0);
        header.crc(crc(bytes));
        final Path path = path(directory, segment);
        final Path temporary = path.resolveSibling(path.getFileName() + SegmentFiles.UNFINISHED_SUFFIX);
        storage.delete(temporary);
        try (StorageFile file = storage.create(temporary)) {
            file.write(bytes.clear(), 0);
        }
        storage.rename(temporary, path);
    }

    /**
     * Read the index of a segment that ends where it says, and with it its newest timestamp; null when there is no sound
     * one, or only one that was written when the segment ended earlier.
     */
    static SparseIndex read(final Storage storage, final Path directory, final Segment segment, final int endPosition)
            throws IOException {
        final ByteBuffer bytes;
        try (StorageFile file = storage.open(path(directory, segment), false)) {
            final long size = file.size();
            if (size < HEADER || size > Integer.MAX_VALUE || (size - HEADER) % ENTRY != 0) {
                return null;
            }
            bytes = ByteBuffer.allocateDirect((int) size);
            file.read(bytes, 0);
        } catch (final NoSuchFileException ex) {
            return null;
        }
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        final IndexHeaderDecoder header = new IndexHeaderDecoder().wrap(buffer, 0);
        final int count = (bytes.capacity() - HEADER) / ENTRY;
        if (!isSound(header, segment, count, crc(bytes)) || header.endPosition() != endPosition) {
            return null;
        }
        final SparseIndex index = new SparseIndex();
        final IndexEntryDecoder entry = new IndexEntryDecoder();
        for (int i = 0; i < count; i++) {
            entry.wrap(buffer, HEADER + i * ENTRY);
            index.add(entry.baseOffset(), (int) entry.position(), entry.maxTimestampBefore());
        }
        segment.maxTimestamp(header.maxTimestamp());
        return index;
    }

    private static boolean isSound(
            final IndexHeaderDecoder header, final Segment segment, final int count, final int crc) {
        return header.magic() == LogFormat.INDEX_MAGIC
                && header.formatVersion() == LogFormat.FORMAT_VERSION
                && header.crc() == crc
                && header.entryCount() == count
                && header.logId() == segment.identity().logId
                && isOfAll(header, segment)
                && header.generation() == segment.generation();
    }

    /** An index that was written when the segment was not at its end yet knows nothing of what came after. */
    private static boolean isOfAll(final IndexHeaderDecoder header, final Segment segment) {
        return !segment.isEnded()
                || header.endPosition() == segment.endPosition() && header.endOffset() == segment.endOffset();
    }

    /** Checksum of the header's fields and of all entries. */
    private static int crc(final ByteBuffer bytes) {
        final CRC32C crc = new CRC32C();
        crc.update(
                bytes.duplicate().limit(IndexHeaderEncoder.crcEncodingOffset()).position(0));
        crc.update(bytes.duplicate().limit(bytes.capacity()).position(HEADER));
        return (int) crc.getValue();
    }
}
