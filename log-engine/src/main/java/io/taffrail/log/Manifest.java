/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.log.ManifestDecoder;
import io.taffrail.codecs.log.ManifestEncoder;
import io.taffrail.codecs.log.MessageHeaderDecoder;
import io.taffrail.codecs.log.MessageHeaderEncoder;
import io.taffrail.storage.Storage;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The segments of a log in order, its start, and where its terms began. A file of its own, replaced whole by a rename.
 *
 * @param version        grows with every replacement.
 * @param logId          of the log.
 * @param logStartOffset first offset kept.
 * @param segments       in order.
 * @param terms          in order.
 */
record Manifest(long version, long logId, long logStartOffset, List<Entry> segments, List<TermStart> terms) {
    static final String NAME = "manifest";

    private static final String TEMPORARY = NAME + ".tmp";
    private static final int CRC_LENGTH = 4;
    private static final int MAX_LENGTH = 1 << 26;

    /**
     * A segment.
     *
     * @param generation   of the segment.
     * @param baseOffset   of its first record.
     * @param length       of the file, in bytes.
     * @param endPosition  where it ends, -1 for the last one.
     * @param maxTimestamp newest timestamp, valid once it ended, nanoseconds since the epoch.
     */
    record Entry(long generation, long baseOffset, int length, int endPosition, long maxTimestamp) {}

    /**
     * Where a term began.
     *
     * @param term        the term.
     * @param startOffset the first offset that was written in it, or would have been.
     */
    record TermStart(int term, long startOffset) {}

    /** Replace the manifest of a directory. */
    void write(final Storage storage, final Path directory, final boolean isForced) throws IOException {
        final ByteBuffer bytes = encode();
        final Path temporary = directory.resolve(TEMPORARY);
        storage.delete(temporary);
        try (StorageFile file = storage.create(temporary)) {
            file.write(bytes, 0);
            file.force();
        }
        storage.rename(temporary, directory.resolve(NAME));
        if (isForced) {
            storage.forceDirectory(directory);
        }
    }

    /**
     * Read the manifest of a directory.
     *
     * @return null when there is none.
     * @throws CorruptLogException when its bytes are not sound.
     */
    static Manifest read(final Storage storage, final Path directory, final long logId) throws IOException {
        final Path path = directory.resolve(NAME);
        final ByteBuffer bytes;
        try (StorageFile file = storage.open(path, false)) {
            final long size = file.size();
            if (size < MessageHeaderDecoder.ENCODED_LENGTH + CRC_LENGTH || size > MAX_LENGTH) {
                throw new CorruptLogException(
                        path, 0, "a length from 12 to " + MAX_LENGTH, "length=" + size, "the file was truncated");
            }
            bytes = ByteBuffer.allocate((int) size);
            file.read(bytes, 0);
        } catch (final NoSuchFileException ex) {
            return null;
        }
        return decode(path, bytes.array(), logId);
    }

    /** The term in which an offset was written, by the recorded starts; 0 when it is before all. */
    int termOf(final long offset) {
        int found = 0;
        for (final TermStart start : terms) {
            if (start.startOffset <= offset) {
                found = start.term;
            }
        }
        return found;
    }

    private ByteBuffer encode() {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(512 + segments.size() * 40);
        final ManifestEncoder encoder = new ManifestEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .version(version)
                .logId(logId)
                .logStartOffset(logStartOffset);
        final ManifestEncoder.SegmentsEncoder segmentsEncoder = encoder.segmentsCount(segments.size());
        for (final Entry entry : segments) {
            segmentsEncoder
                    .next()
                    .generation(entry.generation)
                    .baseOffset(entry.baseOffset)
                    .length(entry.length)
                    .endPosition(entry.endPosition)
                    .maxTimestamp(entry.maxTimestamp);
        }
        final ManifestEncoder.TermsEncoder termsEncoder = encoder.termsCount(terms.size());
        for (final TermStart start : terms) {
            termsEncoder.next().term(start.term).startOffset(start.startOffset);
        }
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
        final CRC32C crc = new CRC32C();
        crc.update(buffer.byteArray(), 0, length);
        buffer.putInt(length, (int) crc.getValue(), ByteOrder.LITTLE_ENDIAN);
        return ByteBuffer.wrap(buffer.byteArray(), 0, length + CRC_LENGTH);
    }

    private static Manifest decode(final Path path, final byte[] bytes, final long logId) {
        final int length = bytes.length - CRC_LENGTH;
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        final CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        final int found = buffer.getInt(length, ByteOrder.LITTLE_ENDIAN);
        if (found != (int) crc.getValue()) {
            throw new CorruptLogException(
                    path,
                    length,
                    "crc=" + Integer.toHexString((int) crc.getValue()),
                    "crc=" + Integer.toHexString(found),
                    "the manifest was damaged");
        }
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, 0);
        if (header.version() > ManifestDecoder.SCHEMA_VERSION) {
            throw new NewerFormatException(path, header.version(), ManifestDecoder.SCHEMA_VERSION);
        }
        final ManifestDecoder decoder = new ManifestDecoder().wrapAndApplyHeader(buffer, 0, header);
        if (decoder.logId() != logId) {
            throw new CorruptLogException(
                    path,
                    0,
                    "logId=" + Long.toHexString(logId),
                    "logId=" + Long.toHexString(decoder.logId()),
                    "the manifest belongs to another partition");
        }
        final long version = decoder.version();
        final long logStartOffset = decoder.logStartOffset();
        final List<Entry> entries = new ArrayList<>();
        for (final ManifestDecoder.SegmentsDecoder segment : decoder.segments()) {
            entries.add(new Entry(
                    segment.generation(),
                    segment.baseOffset(),
                    (int) segment.length(),
                    (int) segment.endPosition(),
                    segment.maxTimestamp()));
        }
        final List<TermStart> terms = new ArrayList<>();
        for (final ManifestDecoder.TermsDecoder term : decoder.terms()) {
            terms.add(new TermStart(term.term(), term.startOffset()));
        }
        return new Manifest(version, logId, logStartOffset, entries, terms);
    }
}
