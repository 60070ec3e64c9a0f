/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.codecs.log.IndexEntryDecoder;
import io.taffrail.codecs.log.IndexHeaderDecoder;
import io.taffrail.storage.Storage;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Checks the index file of one segment against itself, then entry by entry against the batches as they are walked. One
 * that is not sound is no damage of the log: it is built again. One that is, and leads elsewhere, is.
 *
 * <p>Threading: one thread.
 */
final class IndexInspection implements AutoCloseable {
    private static final int HEADER = IndexHeaderDecoder.ENCODED_LENGTH;
    private static final int ENTRY = IndexEntryDecoder.ENCODED_LENGTH;
    private static final int CHUNK_ENTRIES = 1024;

    private final Path path;
    private final StorageFile file;
    private final LogVisitor visitor;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_ENTRIES * ENTRY);
    private final UnsafeBuffer buffer = new UnsafeBuffer(chunk.array());
    private final IndexEntryDecoder entry = new IndexEntryDecoder();
    private LogFacts.IndexFacts facts;
    private int chunkStart = -CHUNK_ENTRIES;
    private int next;
    private boolean isMismatched;

    private IndexInspection(final Path path, final StorageFile file, final LogVisitor visitor) {
        this.path = path;
        this.file = file;
        this.visitor = visitor;
    }

    /** The index of a segment, or null when there is none, or none that is sound. */
    static IndexInspection open(final Storage storage, final Segment segment, final LogVisitor visitor)
            throws IOException {
        final Path path =
                segment.path().resolveSibling(SegmentFiles.indexName(segment.baseOffset(), segment.generation()));
        final IndexInspection index;
        try {
            index = new IndexInspection(path, storage.open(path, false), visitor);
        } catch (final NoSuchFileException ex) {
            return null;
        }
        try {
            final String problem = index.read(segment);
            if (problem == null) {
                return index;
            }
            visitor.onFinding(new LogFacts.Finding(
                    LogFacts.Severity.NOTE,
                    path,
                    0,
                    problem + ": the index is not used, and built again from the log"));
        } catch (final IOException ex) {
            index.close();
            throw ex;
        }
        index.close();
        return null;
    }

    /** A batch stands here: every entry up to here must have named one. */
    void onBatch(final int position, final long baseOffset) throws IOException {
        while (!isMismatched && next < facts.entries()) {
            load(next);
            if (entry.position() > position) {
                return;
            }
            if (entry.position() < position || entry.baseOffset() != baseOffset) {
                isMismatched = true;
                visitor.onFinding(new LogFacts.Finding(
                        LogFacts.Severity.DAMAGE,
                        path,
                        HEADER + (long) next * ENTRY,
                        "expected the batch baseOffset=" + baseOffset + " position=" + position + " found baseOffset="
                                + entry.baseOffset() + " position=" + entry.position()
                                + ": the index belongs to other bytes; delete it, it is built again"));
            }
            next++;
        }
    }

    /** Batches were passed over: entries that name one of them are not looked at. */
    void skipTo(final int position) throws IOException {
        while (next < facts.entries()) {
            load(next);
            if (entry.position() >= position) {
                return;
            }
            next++;
        }
    }

    /** Hand header and entries to the visitor. */
    void visit() throws IOException {
        visitor.onIndex(facts);
        for (int i = 0; i < facts.entries(); i++) {
            load(i);
            visitor.onIndexEntry(
                    new LogFacts.IndexEntry(entry.baseOffset(), entry.position(), entry.maxTimestampBefore()));
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private String read(final Segment segment) throws IOException {
        final long size = file.size();
        final long most = HEADER + (long) ENTRY * (segment.length() / LogFormat.BATCH_ALIGNMENT);
        if (size < HEADER || size > most || (size - HEADER) % ENTRY != 0) {
            return "expected a length of " + HEADER + " + n * " + ENTRY + " found length=" + size;
        }
        final ByteBuffer bytes = ByteBuffer.allocate(HEADER);
        file.read(bytes, 0);
        final IndexHeaderDecoder header = new IndexHeaderDecoder().wrap(new UnsafeBuffer(bytes.array()), 0);
        final int count = (int) ((size - HEADER) / ENTRY);
        if (header.magic() != LogFormat.INDEX_MAGIC || header.formatVersion() != LogFormat.FORMAT_VERSION) {
            return "expected magic=TAFFINDX formatVersion=" + LogFormat.FORMAT_VERSION + " found formatVersion="
                    + header.formatVersion();
        }
        final int crc = crc(bytes, size);
        if (header.crc() != crc) {
            return "expected crc=" + Integer.toHexString(crc) + " found crc=" + Integer.toHexString(header.crc());
        }
        if (header.entryCount() != count
                || header.logId() != segment.identity().logId
                || header.generation() != segment.generation()) {
            return "expected entries=" + count + " generation=" + segment.generation() + " found entries="
                    + header.entryCount() + " generation=" + header.generation();
        }
        facts = new LogFacts.IndexFacts(
                path,
                header.generation(),
                header.baseOffset(),
                header.endOffset(),
                header.endPosition(),
                header.maxTimestamp(),
                count);
        return null;
    }

    private int crc(final ByteBuffer header, final long size) throws IOException {
        final CRC32C crc = new CRC32C();
        crc.update(header.array(), 0, IndexHeaderDecoder.crcEncodingOffset());
        long at = HEADER;
        while (at < size) {
            chunk.clear();
            final int read = file.read(chunk, at);
            if (read <= 0) {
                break;
            }
            crc.update(chunk.array(), 0, read);
            at += read;
        }
        return (int) crc.getValue();
    }

    private void load(final int number) throws IOException {
        if (number < chunkStart || number >= chunkStart + CHUNK_ENTRIES) {
            chunkStart = number;
            chunk.clear();
            file.read(chunk, HEADER + (long) number * ENTRY);
        }
        entry.wrap(buffer, (number - chunkStart) * ENTRY);
    }
}
