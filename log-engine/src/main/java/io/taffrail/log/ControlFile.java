/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.codecs.log.CheckpointDecoder;
import io.taffrail.codecs.log.CheckpointEncoder;
import io.taffrail.codecs.log.ControlHeaderDecoder;
import io.taffrail.codecs.log.ControlHeaderEncoder;
import io.taffrail.codecs.log.LiveStateEncoder;
import io.taffrail.storage.MappedRegion;
import io.taffrail.storage.Storage;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The control file of a partition: checkpoints of what the last orderly moment knew, and the live state that readers in
 * other processes follow.
 *
 * <p>Threading: checkpoints are written under the log's structure lock; live fields by one thread each, with release.
 */
final class ControlFile {
    static final String NAME = "control";

    private static final int MANIFEST_VERSION =
            LogFormat.LIVE_STATE_POSITION + LiveStateEncoder.manifestVersionEncodingOffset();
    private static final int LOG_START =
            LogFormat.LIVE_STATE_POSITION + LiveStateEncoder.logStartOffsetEncodingOffset();
    private static final int END = LogFormat.LIVE_STATE_POSITION + LiveStateEncoder.endOffsetEncodingOffset();
    private static final int DURABLE = LogFormat.LIVE_STATE_POSITION + LiveStateEncoder.durableOffsetEncodingOffset();
    private static final int HIGH_WATERMARK =
            LogFormat.LIVE_STATE_POSITION + LiveStateEncoder.highWatermarkEncodingOffset();
    private static final int LAST_STABLE =
            LogFormat.LIVE_STATE_POSITION + LiveStateEncoder.lastStableOffsetEncodingOffset();

    private final StorageFile file;
    private final MappedRegion region;
    private final UnsafeBuffer buffer;
    private final boolean isWritable;
    private boolean isForced;

    private ControlFile(final StorageFile file, final MappedRegion region, final boolean isWritable) {
        this.file = file;
        this.region = region;
        this.buffer = region.buffer();
        this.isWritable = isWritable;
    }

    /** Open the control file of a log, or make it. */
    static ControlFile openOrCreate(final Storage storage, final Path directory, final long logId) throws IOException {
        final Path path = directory.resolve(NAME);
        if (storage.exists(path)) {
            return open(storage, directory, logId, true);
        }
        final Path temporary = directory.resolve(NAME + ".tmp");
        storage.delete(temporary);
        try (StorageFile created = storage.create(temporary)) {
            final ByteBuffer bytes = ByteBuffer.allocateDirect(LogFormat.CONTROL_FILE_LENGTH);
            new ControlHeaderEncoder()
                    .wrap(new UnsafeBuffer(bytes), 0)
                    .magic(LogFormat.CONTROL_MAGIC)
                    .formatVersion(LogFormat.FORMAT_VERSION)
                    .crc(Slots.crcOf(logId))
                    .logId(logId);
            created.write(bytes, 0);
            created.force();
        }
        storage.rename(temporary, path);
        return open(storage, directory, logId, true);
    }

    /** Open the control file of a log. */
    static ControlFile open(final Storage storage, final Path directory, final long logId, final boolean isWritable)
            throws IOException {
        final Path path = directory.resolve(NAME);
        final StorageFile file = storage.open(path, isWritable);
        try {
            if (file.size() != LogFormat.CONTROL_FILE_LENGTH) {
                throw new CorruptLogException(
                        path,
                        0,
                        "length=" + LogFormat.CONTROL_FILE_LENGTH,
                        "length=" + file.size(),
                        "the file was truncated or extended");
            }
            final MappedRegion region = file.map(LogFormat.CONTROL_FILE_LENGTH, isWritable);
            checkHeader(path, region.buffer(), logId);
            return new ControlFile(file, region, isWritable);
        } catch (final IOException | RuntimeException ex) {
            file.close();
            throw ex;
        }
    }

    private static void checkHeader(final Path path, final UnsafeBuffer buffer, final long logId) {
        final var header = new ControlHeaderDecoder().wrap(buffer, 0);
        if (header.magic() != LogFormat.CONTROL_MAGIC) {
            throw new CorruptLogException(
                    path, 0, "magic=TAFFCTRL", "another magic", "this is not a taffrail control file");
        }
        if (header.formatVersion() > LogFormat.FORMAT_VERSION) {
            throw new NewerFormatException(path, header.formatVersion(), LogFormat.FORMAT_VERSION);
        }
        if (header.logId() != logId || header.crc() != Slots.crcOf(logId)) {
            throw new CorruptLogException(
                    path,
                    16,
                    "logId=" + Long.toHexString(logId),
                    "logId=" + Long.toHexString(header.logId()),
                    "the directory belongs to another partition");
        }
    }

    /** Newest sound checkpoint into the one given; false when there is none. */
    boolean readCheckpoint(final Checkpoint checkpoint) {
        final int slot = Slots.newest(
                buffer, LogFormat.CHECKPOINT_SLOT_0, LogFormat.CHECKPOINT_SLOT_1, CheckpointEncoder.ENCODED_LENGTH);
        if (slot < 0) {
            return false;
        }
        checkpoint.read(new CheckpointDecoder().wrap(buffer, slot));
        return true;
    }

    /** Write a checkpoint into the older slot. */
    void writeCheckpoint(final Checkpoint checkpoint) {
        final int newest = Slots.newest(
                buffer, LogFormat.CHECKPOINT_SLOT_0, LogFormat.CHECKPOINT_SLOT_1, CheckpointEncoder.ENCODED_LENGTH);
        final int slot =
                newest == LogFormat.CHECKPOINT_SLOT_0 ? LogFormat.CHECKPOINT_SLOT_1 : LogFormat.CHECKPOINT_SLOT_0;
        final long sequence = newest < 0 ? 1 : buffer.getLong(newest, ByteOrder.LITTLE_ENDIAN) + 1;
        checkpoint.write(new CheckpointEncoder().wrap(buffer, slot), sequence);
        Slots.seal(buffer, slot, CheckpointEncoder.ENCODED_LENGTH);
    }

    void force() throws IOException {
        file.force();
        isForced = true;
    }

    /**
     * Before the first checkpoint of this process: the newest one that was found may not be durable, when the process
     * before died, and the next one overwrites the other slot.
     */
    void forceOnce() throws IOException {
        if (!isForced) {
            force();
        }
    }

    void manifestVersion(final long version) {
        buffer.putLongOrdered(MANIFEST_VERSION, version);
    }

    long manifestVersion() {
        return buffer.getLongVolatile(MANIFEST_VERSION);
    }

    void logStartOffset(final long offset) {
        buffer.putLongOrdered(LOG_START, offset);
    }

    long logStartOffset() {
        return buffer.getLongVolatile(LOG_START);
    }

    void endOffset(final long offset) {
        buffer.putLongOrdered(END, offset);
    }

    long endOffset() {
        return buffer.getLongVolatile(END);
    }

    void durableOffset(final long offset) {
        buffer.putLongOrdered(DURABLE, offset);
    }

    long durableOffset() {
        return buffer.getLongVolatile(DURABLE);
    }

    void highWatermark(final long offset) {
        buffer.putLongOrdered(HIGH_WATERMARK, offset);
    }

    long highWatermark() {
        return buffer.getLongVolatile(HIGH_WATERMARK);
    }

    void lastStableOffset(final long offset) {
        buffer.putLongOrdered(LAST_STABLE, offset);
    }

    long lastStableOffset() {
        return buffer.getLongVolatile(LAST_STABLE);
    }

    void close() throws IOException {
        region.unmap();
        file.close();
    }

    @Override
    public String toString() {
        return "control " + file.path() + (isWritable ? "" : " read-only");
    }
}
