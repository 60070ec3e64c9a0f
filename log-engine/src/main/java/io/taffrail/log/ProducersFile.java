/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.codecs.log.ProducerBatchDecoder;
import io.taffrail.codecs.log.ProducerBatchEncoder;
import io.taffrail.codecs.log.ProducerEntryDecoder;
import io.taffrail.codecs.log.ProducerEntryEncoder;
import io.taffrail.codecs.log.ProducersHeaderDecoder;
import io.taffrail.codecs.log.ProducersHeaderEncoder;
import io.taffrail.storage.Storage;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a log knows of its producers at a place of a segment, as a file beside it. Derived: a missing or damaged one is made
 * up for by an older one and the batches behind it.
 */
final class ProducersFile {
    private static final int HEADER = ProducersHeaderEncoder.ENCODED_LENGTH;
    private static final int BATCH = ProducerBatchEncoder.ENCODED_LENGTH;
    private static final int ENTRY = ProducerEntryEncoder.ENCODED_LENGTH + ProducerEntry.BATCHES * BATCH;

    private ProducersFile() {}

    /** The state at a place. */
    record Snapshot(ProducerStates states, int endPosition, long endOffset) {}

    static Path path(final Path directory, final Segment segment) {
        return directory.resolve(SegmentFiles.producersName(segment.baseOffset(), segment.generation()));
    }

    /** The file that speaks of the very start of a segment, when retention has deleted all before it. */
    static Path startPath(final Path directory, final Segment segment) {
        return directory.resolve(SegmentFiles.startProducersName(segment.baseOffset(), segment.generation()));
    }

    /** Bytes of the file for a state that a segment has at a place. */
    static ByteBuffer encode(
            final ProducerStates states, final Segment segment, final int endPosition, final long endOffset) {
        final ByteBuffer bytes = ByteBuffer.allocate(HEADER + states.count() * ENTRY);
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        final int[] at = {HEADER};
        states.forEach((id, entry) -> {
            encode(buffer, at[0], id, entry);
            at[0] += ENTRY;
        });
        final ProducersHeaderEncoder header = new ProducersHeaderEncoder()
                .wrap(buffer, 0)
                .magic(LogFormat.PRODUCERS_MAGIC)
                .formatVersion(LogFormat.FORMAT_VERSION)
                .entryCount(states.count())
                .logId(segment.identity().logId)
                .generation(segment.generation())
                .baseOffset(segment.baseOffset())
                .endOffset(endOffset)
                .endPosition(endPosition)
                .reserved(0);
        header.crc(crc(bytes));
        return bytes;
    }

    private static void encode(
            final UnsafeBuffer buffer, final int at, final long producerId, final ProducerEntry entry) {
        new ProducerEntryEncoder()
                .wrap(buffer, at)
                .producerId(producerId)
                .seenAt(entry.seenNs())
                .producerEpoch((short) entry.epoch())
                .batchCount((short) entry.count())
                .coordinatorTerm(entry.coordinatorTerm())
                .transactionOffset(entry.transactionOffset());
        final ProducerBatchEncoder batch = new ProducerBatchEncoder();
        for (int i = 0; i < entry.count(); i++) {
            batch.wrap(buffer, at + ProducerEntryEncoder.ENCODED_LENGTH + i * BATCH)
                    .baseOffset(entry.offset(i))
                    .baseSequence(entry.sequence(i))
                    .lastOffsetDelta(entry.lastDelta(i));
        }
    }

    /** Write what was encoded. Not forced: one that is lost or torn by a crash is as good as none. */
    static void write(final Storage storage, final Path path, final ByteBuffer bytes) throws IOException {
        final Path temporary = path.resolveSibling(path.getFileName() + SegmentFiles.UNFINISHED_SUFFIX);
        storage.delete(temporary);
        try (StorageFile file = storage.create(temporary)) {
            file.write(bytes.clear(), 0);
        }
        storage.rename(temporary, path);
    }

    /** Write what was encoded, durably once the directory is forced too: what it was made from is going to be dropped. */
    static void writeForced(final Storage storage, final Path path, final ByteBuffer bytes) throws IOException {
        write(storage, path, bytes);
        try (StorageFile file = storage.open(path, true)) {
            file.force();
        }
    }

    /**
     * Delete the file of a segment that goes on at a place in front of what the file speaks of, durably: later, when there are
     * other bytes, nobody could tell.
     */
    static void forgetBehind(final Storage storage, final Segment segment, final int end, final long endOffset)
            throws IOException {
        final Path directory = segment.path().getParent();
        final Path path = path(directory, segment);
        if (storage.exists(path) && read(storage, path, segment, end, endOffset) == null) {
            storage.delete(path);
            storage.forceDirectory(directory);
        }
    }

    /** Read the file of a segment that ends there; null when there is no sound one that speaks of the segment up to its end. */
    static Snapshot read(
            final Storage storage,
            final Path path,
            final Segment segment,
            final int segmentEnd,
            final long segmentEndOffset)
            throws IOException {
        final ByteBuffer bytes = bytes(storage, path);
        if (bytes == null || problem(bytes, segment) != null) {
            return null;
        }
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        final ProducersHeaderDecoder header = new ProducersHeaderDecoder().wrap(buffer, 0);
        final long position = header.endPosition();
        final boolean isAtEnd = position == segmentEnd;
        if (position > segmentEnd || isAtEnd && header.endOffset() != segmentEndOffset) {
            return null;
        }
        return new Snapshot(decode(buffer, header.entryCount()), (int) position, header.endOffset());
    }

    /** The whole file, or null when there is none, or none of a possible length. */
    static ByteBuffer bytes(final Storage storage, final Path path) throws IOException {
        try (StorageFile file = storage.open(path, false)) {
            final long size = file.size();
            if (size < HEADER || size > Integer.MAX_VALUE || (size - HEADER) % ENTRY != 0) {
                return ByteBuffer.allocate(0);
            }
            final ByteBuffer bytes = ByteBuffer.allocate((int) size);
            file.read(bytes, 0);
            return bytes;
        } catch (final NoSuchFileException ex) {
            return null;
        }
    }

    /** What is wrong with the bytes of a segment's file, or null. */
    static String problem(final ByteBuffer bytes, final Segment segment) {
        if (bytes.capacity() < HEADER) {
            return "expected a length of " + HEADER + " + n * " + ENTRY;
        }
        final ProducersHeaderDecoder header = new ProducersHeaderDecoder().wrap(new UnsafeBuffer(bytes), 0);
        if (header.magic() != LogFormat.PRODUCERS_MAGIC || header.formatVersion() != LogFormat.FORMAT_VERSION) {
            return "expected magic=TAFFPROD formatVersion=" + LogFormat.FORMAT_VERSION + " found formatVersion="
                    + header.formatVersion();
        }
        final int crc = crc(bytes);
        if (header.crc() != crc) {
            return "expected crc=" + Integer.toHexString(crc) + " found crc=" + Integer.toHexString(header.crc());
        }
        final int count = (bytes.capacity() - HEADER) / ENTRY;
        final boolean isOurs = header.logId() == segment.identity().logId
                && header.generation() == segment.generation()
                && header.baseOffset() == segment.baseOffset();
        if (!isOurs || header.entryCount() != count || header.endPosition() < LogFormat.SEGMENT_HEADER_LENGTH) {
            return "expected entries=" + count + " generation=" + segment.generation() + " found entries="
                    + header.entryCount() + " generation=" + header.generation();
        }
        return null;
    }

    private static ProducerStates decode(final UnsafeBuffer buffer, final int count) {
        final ProducerStates states = new ProducerStates();
        final ProducerEntryDecoder entry = new ProducerEntryDecoder();
        final ProducerBatchDecoder batch = new ProducerBatchDecoder();
        for (int i = 0; i < count; i++) {
            final int at = HEADER + i * ENTRY;
            entry.wrap(buffer, at);
            final ProducerEntry state = states.entry(entry.producerId());
            state.restore(entry.producerEpoch(), entry.transactionOffset(), entry.coordinatorTerm(), entry.seenAt());
            for (int slot = 0; slot < Math.min(entry.batchCount(), ProducerEntry.BATCHES); slot++) {
                batch.wrap(buffer, at + ProducerEntryDecoder.ENCODED_LENGTH + slot * BATCH);
                state.note(
                        entry.producerEpoch(),
                        batch.baseSequence(),
                        batch.lastOffsetDelta(),
                        batch.baseOffset(),
                        entry.seenAt());
            }
        }
        return states.restored();
    }

    /** Checksum of the header's fields and of all entries. */
    private static int crc(final ByteBuffer bytes) {
        final CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate()
                .limit(ProducersHeaderEncoder.crcEncodingOffset())
                .position(0));
        crc.update(bytes.duplicate().limit(bytes.capacity()).position(HEADER));
        return (int) crc.getValue();
    }
}
