/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.codecs.log.CheckpointDecoder;
import io.taffrail.codecs.log.CheckpointEncoder;
import io.taffrail.codecs.log.ControlHeaderDecoder;
import io.taffrail.codecs.log.LiveStateDecoder;
import io.taffrail.storage.Storage;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What the control file of a partition says at one moment, and what must therefore hold of its segments. Read by
 * positioned reads: its owner may be at work, and the file may be anything.
 *
 * <pre>
 *   checkpoint           sound up to                  after that
 *   clean                its end offset               zeros
 *   unclean, this boot   the live end offset          what a killed or running process leaves: holes, never bad bytes
 *   unclean, other boot  the durable marks            anything
 *   none, or no file     the durable marks            anything
 * </pre>
 *
 * <p>Threading: one thread.
 */
final class PartitionState {
    private final Storage storage;
    private final Path path;
    private LogFacts.Control control;
    private RuntimeException problem;
    private int badSlot = -1;

    private PartitionState(final Storage storage, final Path directory) {
        this.storage = storage;
        this.path = directory.resolve(ControlFile.NAME);
    }

    static PartitionState of(final Storage storage, final Path directory) throws IOException {
        final PartitionState state = new PartitionState(storage, directory);
        state.refresh();
        return state;
    }

    /** Read again. */
    void refresh() throws IOException {
        control = null;
        problem = null;
        badSlot = -1;
        final ByteBuffer bytes = ByteBuffer.allocate(LogFormat.CONTROL_FILE_LENGTH);
        try (StorageFile file = storage.open(path, false)) {
            final long size = file.size();
            file.read(bytes, 0);
            final UnsafeBuffer buffer = new UnsafeBuffer(bytes.array());
            check(buffer, size);
            read(buffer);
        } catch (final NoSuchFileException ex) {
            return;
        } catch (final CorruptLogException | NewerFormatException ex) {
            problem = ex;
        }
    }

    Path path() {
        return path;
    }

    /** What it says, or null when there is no sound control file. */
    LogFacts.Control control() {
        return control;
    }

    /** Why there is none: bad bytes; null when the file is absent or sound. */
    RuntimeException problem() {
        return problem;
    }

    /** Position of a checkpoint that was written and is not sound, or -1. */
    int badSlot() {
        return badSlot;
    }

    boolean isClean() {
        return control != null
                && control.checkpoint() != null
                && control.checkpoint().isClean();
    }

    /** Whether nothing can have been lost by the operating system. */
    boolean isStrict() {
        return isClean() || control != null && control.isSameBoot();
    }

    /** Every offset before this one must be there. */
    long requiredOffset() {
        if (isClean()) {
            return control.checkpoint().endOffset();
        }
        return isStrict() ? control.endOffset() : 0;
    }

    private void check(final UnsafeBuffer buffer, final long size) {
        if (size != LogFormat.CONTROL_FILE_LENGTH) {
            throw new CorruptLogException(
                    path,
                    Math.min(size, LogFormat.CONTROL_FILE_LENGTH),
                    "length=" + LogFormat.CONTROL_FILE_LENGTH,
                    "length=" + size,
                    "the file was truncated or extended");
        }
        final ControlHeaderDecoder header = new ControlHeaderDecoder().wrap(buffer, 0);
        if (header.magic() != LogFormat.CONTROL_MAGIC) {
            throw new CorruptLogException(
                    path, 0, "magic=TAFFCTRL", "another magic", "this is not a taffrail control file");
        }
        if (header.formatVersion() > LogFormat.FORMAT_VERSION) {
            throw new NewerFormatException(path, header.formatVersion(), LogFormat.FORMAT_VERSION);
        }
        if (header.crc() != Slots.crcOf(header.logId())) {
            throw new CorruptLogException(
                    path,
                    ControlHeaderDecoder.crcEncodingOffset(),
                    "crc=" + Integer.toHexString(Slots.crcOf(header.logId())),
                    "crc=" + Integer.toHexString(header.crc()),
                    "the header was damaged");
        }
    }

    private void read(final UnsafeBuffer buffer) {
        final int slot = Slots.newest(
                buffer, LogFormat.CHECKPOINT_SLOT_0, LogFormat.CHECKPOINT_SLOT_1, CheckpointEncoder.ENCODED_LENGTH);
        final Checkpoint checkpoint = new Checkpoint();
        if (slot >= 0) {
            checkpoint.read(new CheckpointDecoder().wrap(buffer, slot));
        }
        noteBadSlot(buffer, LogFormat.CHECKPOINT_SLOT_0);
        noteBadSlot(buffer, LogFormat.CHECKPOINT_SLOT_1);
        final LiveStateDecoder live = new LiveStateDecoder().wrap(buffer, LogFormat.LIVE_STATE_POSITION);
        control = new LogFacts.Control(
                path,
                new ControlHeaderDecoder().wrap(buffer, 0).logId(),
                slot < 0 ? null : facts(checkpoint),
                slot >= 0 && checkpoint.bootId.equals(storage.bootId()),
                live.manifestVersion(),
                live.logStartOffset(),
                live.endOffset(),
                live.durableOffset(),
                live.highWatermark());
    }

    private void noteBadSlot(final UnsafeBuffer buffer, final int slot) {
        if (!isBlankOrSound(buffer, slot, CheckpointEncoder.ENCODED_LENGTH)) {
            badSlot = slot;
        }
    }

    /** Whether an alternating slot was never written, or is sound. */
    static boolean isBlankOrSound(final UnsafeBuffer buffer, final int slot, final int length) {
        return buffer.getLong(slot) == 0 || Slots.newest(buffer, slot, slot, length) >= 0;
    }

    private static LogFacts.CheckpointFacts facts(final Checkpoint checkpoint) {
        return new LogFacts.CheckpointFacts(
                checkpoint.isClean,
                new UUID(checkpoint.bootId.high(), checkpoint.bootId.low()).toString(),
                checkpoint.term,
                checkpoint.logStartOffset,
                checkpoint.endOffset,
                checkpoint.generation,
                checkpoint.endPosition);
    }
}
