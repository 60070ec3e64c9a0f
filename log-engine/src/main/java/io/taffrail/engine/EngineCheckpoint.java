/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.codecs.metadata.EngineCheckpointDecoder;
import io.taffrail.codecs.metadata.EngineCheckpointEncoder;
import io.taffrail.codecs.metadata.MessageHeaderDecoder;
import io.taffrail.codecs.metadata.MessageHeaderEncoder;
import io.taffrail.log.NewerFormatException;
import io.taffrail.storage.Storage;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Written when an engine was closed in order, taken away when it is opened: while it is there, every partition it lists
 * is clean, and none needs to be looked at before its first use.
 */
final class EngineCheckpoint {
    static final String NAME = "checkpoint";

    private static final int CRC_LENGTH = 4;

    private EngineCheckpoint() {}

    /**
     * A partition.
     *
     * @param topicId        of its topic.
     * @param partition      number.
     * @param term           when it was closed.
     * @param logStartOffset when it was closed.
     * @param endOffset      when it was closed.
     */
    record Entry(long topicId, int partition, int term, long logStartOffset, long endOffset) {}

    static void write(final Storage storage, final Path directory, final List<Entry> entries) throws IOException {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(64 + entries.size() * 32);
        final EngineCheckpointEncoder encoder = new EngineCheckpointEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .reserved(0);
        final EngineCheckpointEncoder.PartitionsEncoder partitions = encoder.partitionsCount(entries.size());
        for (final Entry entry : entries) {
            partitions
                    .next()
                    .topicId(entry.topicId)
                    .partition(entry.partition)
                    .term(entry.term)
                    .logStartOffset(entry.logStartOffset)
                    .endOffset(entry.endOffset);
        }
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
        buffer.putInt(length, crc(buffer.byteArray(), length), ByteOrder.LITTLE_ENDIAN);
        final Path temporary = directory.resolve(NAME + ".tmp");
        storage.delete(temporary);
        try (StorageFile file = storage.create(temporary)) {
            file.write(ByteBuffer.wrap(buffer.byteArray(), 0, length + CRC_LENGTH), 0);
            file.force();
        }
        storage.rename(temporary, directory.resolve(NAME));
        storage.forceDirectory(directory);
    }

    /** Take the checkpoint away for good, before anything is changed that it speaks of. */
    static void remove(final Storage storage, final Path directory) throws IOException {
        storage.delete(directory.resolve(NAME));
        storage.forceDirectory(directory);
    }

    /** Read the checkpoint; null when there is no sound one. */
    static Map<Long, Entry> read(final Storage storage, final Path directory) throws IOException {
        final Path path = directory.resolve(NAME);
        final byte[] bytes;
        try (StorageFile file = storage.open(path, false)) {
            bytes = new byte[Math.toIntExact(file.size())];
            file.read(ByteBuffer.wrap(bytes), 0);
        } catch (final NoSuchFileException ex) {
            return null;
        }
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        final int length = bytes.length - CRC_LENGTH;
        if (length < MessageHeaderDecoder.ENCODED_LENGTH
                || buffer.getInt(length, ByteOrder.LITTLE_ENDIAN) != crc(bytes, length)) {
            return null;
        }
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, 0);
        if (header.version() > EngineCheckpointDecoder.SCHEMA_VERSION) {
            throw new NewerFormatException(path, header.version(), EngineCheckpointDecoder.SCHEMA_VERSION);
        }
        final Map<Long, Entry> entries = new HashMap<>();
        final EngineCheckpointDecoder decoder = new EngineCheckpointDecoder().wrapAndApplyHeader(buffer, 0, header);
        for (final EngineCheckpointDecoder.PartitionsDecoder partition : decoder.partitions()) {
            final Entry entry = new Entry(
                    partition.topicId(),
                    partition.partition(),
                    partition.term(),
                    partition.logStartOffset(),
                    partition.endOffset());
            entries.put(Layout.logId(entry.topicId, entry.partition), entry);
        }
        return entries;
    }

    private static int crc(final byte[] bytes, final int length) {
        final CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
