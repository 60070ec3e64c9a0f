/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

import io.taffrail.engine.EngineException;
import io.taffrail.storage.FileStorage;
import io.taffrail.storage.MappedRegion;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.agrona.concurrent.AtomicBuffer;

/**
 * The file {@code node.requests} in a node's directory, mapped by the node and by whoever asks it for something. It has room
 * for one request and its answer.
 *
 * <pre>
 *   0    magic "TAFFREQS", 8 bytes, stored last
 *   8    format version, 4 bytes
 *   64   number of the request, 8 bytes, stored last: nothing is asked while it is that of the answer
 *   72   node that is to lead, 4 bytes
 *   80   group, 8 bytes
 *   128  number of the request that was answered, 8 bytes, stored last
 *   136  1 when it is being done, 2 when the node does not lead the group, 4 bytes
 * </pre>
 *
 * <p>Threading: one thread that asks and one that answers.
 */
final class RequestSlot implements AutoCloseable {
    static final String NAME = "node.requests";
    static final int ACCEPTED = 1;
    static final int REFUSED = 2;

    private static final long MAGIC = 0x5351_4552_4646_4154L;
    private static final int VERSION = 1;
    private static final int VERSION_AT = 8;
    private static final int REQUEST_AT = 64;
    private static final int NODE_AT = 72;
    private static final int GROUP_AT = 80;
    private static final int ANSWER_AT = 128;
    private static final int OUTCOME_AT = 136;
    private static final int LENGTH = 4096;

    private final MappedRegion region;
    private final AtomicBuffer buffer;

    private RequestSlot(final MappedRegion region) {
        this.region = region;
        this.buffer = region.buffer();
    }

    /** A new file, for a node that starts: whatever was asked before is forgotten. */
    static RequestSlot create(final Path directory) throws IOException {
        final FileStorage storage = new FileStorage();
        final Path path = directory.resolve(NAME);
        storage.delete(path);
        try (StorageFile file = storage.create(path)) {
            file.write(ByteBuffer.allocateDirect(LENGTH), 0);
            final RequestSlot slot = new RequestSlot(file.map(LENGTH, true));
            slot.buffer.putInt(VERSION_AT, VERSION);
            slot.buffer.putLongOrdered(0, MAGIC);
            return slot;
        }
    }

    /** The file of a node that runs. */
    static RequestSlot open(final Path directory) throws IOException {
        final Path path = directory.resolve(NAME);
        try (StorageFile file = new FileStorage().open(path, true)) {
            if (file.size() == LENGTH) {
                final RequestSlot slot = new RequestSlot(file.map(LENGTH, true));
                if (slot.buffer.getLongVolatile(0) == MAGIC && slot.buffer.getInt(VERSION_AT) == VERSION) {
                    return slot;
                }
                slot.close();
            }
            throw new EngineException(
                    "the node runs another version of taffrail, or starts at this moment: file=" + path);
        } catch (final NoSuchFileException ex) {
            throw new EngineException("the node never ran: there is no file=" + path, ex);
        }
    }

    /** Ask that another node leads a group; the number of the request. */
    long ask(final long group, final int node) {
        final long number = buffer.getLongVolatile(REQUEST_AT) + 1;
        buffer.putInt(NODE_AT, node);
        buffer.putLong(GROUP_AT, group);
        buffer.putLongOrdered(REQUEST_AT, number);
        return number;
    }

    /** The outcome of a request, 0 when there is none yet. */
    int outcome(final long number) {
        return buffer.getLongVolatile(ANSWER_AT) == number ? buffer.getInt(OUTCOME_AT) : 0;
    }

    /** Answer what is asked; the number of requests that were answered. */
    int poll(final Transfer transfer) {
        final long number = buffer.getLongVolatile(REQUEST_AT);
        if (number == buffer.getLong(ANSWER_AT)) {
            return 0;
        }
        final boolean isDone = transfer.transfer(buffer.getLong(GROUP_AT), buffer.getInt(NODE_AT));
        buffer.putInt(OUTCOME_AT, isDone ? ACCEPTED : REFUSED);
        buffer.putLongOrdered(ANSWER_AT, number);
        return 1;
    }

    @Override
    public void close() {
        region.unmap();
    }

    /** Hands leadership over. */
    @FunctionalInterface
    interface Transfer {
        /** False when that is not possible. */
        boolean transfer(long group, int node);
    }
}
