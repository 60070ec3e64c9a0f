/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.journal;

import io.taffrail.storage.Storage;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.agrona.BitUtil;

/**
 * The file of a journal and the entries that wait for it.
 *
 * <p>The file is written whole, with zeros to its length, so that appending changes neither its size nor its blocks: a
 * force is one write to the device, and a full disk cannot come in between. When the entries that wait do not fit, into
 * the buffer or into the rest of the file, all that is known is written to a new file, which takes the place of this one.
 */
final class JournalFile implements AutoCloseable {
    static final String NAME = "node.journal";
    static final int MIN_LENGTH = 256 * 1024;

    private static final int ALIGNMENT = 4096;

    private final Storage storage;
    private final Path directory;
    private final NodeIdentity owner;
    private final int minLength;
    private final ByteBuffer waiting;
    private final EntryFlyweight entry;
    private StorageFile file;
    private long fileNumber;
    private int seed;
    private int length;
    private int forced;
    private int end;
    private int waitingLength;
    private boolean isOverflowing;

    /** Nothing is there before the first {@link #rewrite}. */
    JournalFile(
            final Storage storage,
            final Path directory,
            final NodeIdentity owner,
            final long previousNumber,
            final int minLength) {
        this.storage = storage;
        this.directory = directory;
        this.owner = owner;
        this.fileNumber = previousNumber;
        this.minLength = minLength;
        this.waiting = ByteBuffer.allocateDirect(minLength / 4).order(ByteOrder.LITTLE_ENDIAN);
        this.entry = new EntryFlyweight(waiting);
    }

    boolean isDirty() {
        return waitingLength > 0;
    }

    /** Let an entry wait. What does not fit is known all the same: the whole is going to be written. */
    void add(final int kind, final int number, final long first, final long second) {
        if (waitingLength == waiting.capacity()) {
            isOverflowing = true;
            return;
        }
        entry.at(waitingLength).put(kind, number, first, second).seal(forced, seed ^ (end + waitingLength));
        waitingLength += JournalDescriptor.ENTRY_LENGTH;
    }

    /** Make durable what waits. */
    void force(final JournalState state) throws IOException {
        if (isOverflowing || end + waitingLength + JournalDescriptor.ENTRY_LENGTH > length) {
            rewrite(state);
        } else {
            append();
        }
    }

    /** Write all that is known to a new file in the place of the present one. */
    void rewrite(final JournalState state) throws IOException {
        final int snapshot = Math.addExact(
                JournalDescriptor.HEADER_LENGTH, Math.multiplyExact(state.size(), JournalDescriptor.ENTRY_LENGTH));
        length = BitUtil.align(
                Math.max(minLength, Math.addExact(Math.multiplyExact(snapshot, 2), waiting.capacity())), ALIGNMENT);
        fileNumber++;
        final ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        new JournalHeader(owner.nodeId(), owner.directoryId(), fileNumber, snapshot, length).write(bytes);
        seed = JournalHeader.seed(bytes);
        final EntryFlyweight copy = new EntryFlyweight(bytes);
        end = JournalDescriptor.HEADER_LENGTH;
        state.forEach((kind, number, first, second) -> {
            copy.at(end).put(kind, number, first, second).seal(snapshot, seed ^ end);
            end += JournalDescriptor.ENTRY_LENGTH;
        });
        final StorageFile previous = file;
        file = AtomicFile.replace(storage, directory, NAME, bytes);
        forced = end;
        waitingLength = 0;
        isOverflowing = false;
        if (previous != null) {
            previous.close();
        }
    }

    /** Make the last mark durable as well, so that damage is known for what it is whenever it comes. */
    void seal() throws IOException {
        file.force();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void append() throws IOException {
        writeWaiting();
        file.force();
        forced = end;
        entry.at(0).put(JournalDescriptor.MARK, 0, 0, 0).seal(forced, seed ^ end);
        waitingLength = JournalDescriptor.ENTRY_LENGTH;
        writeWaiting();
    }

    private void writeWaiting() throws IOException {
        file.write(waiting.limit(waitingLength).position(0), end);
        waiting.clear();
        end += waitingLength;
        waitingLength = 0;
    }
}
