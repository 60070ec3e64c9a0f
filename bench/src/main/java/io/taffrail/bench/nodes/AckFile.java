/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.nodes;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.agrona.BufferUtil;
import org.agrona.collections.LongLongConsumer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a publisher was told is committed, offset and value, in a mapped file: it is there also when its process was killed
 * the moment after.
 *
 * <p>Threading: one thread adds.
 */
public final class AckFile implements AutoCloseable {
    private static final int FIRST = 16;
    private static final int ENTRY = 16;
    private static final int LENGTH = 1 << 28;

    private final MappedByteBuffer bytes;
    private final UnsafeBuffer buffer;
    private int end = FIRST;

    AckFile(final Path path) throws IOException {
        bytes = map(path, FileChannel.MapMode.READ_WRITE, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        buffer = new UnsafeBuffer(bytes);
    }

    private static MappedByteBuffer map(
            final Path path, final FileChannel.MapMode mode, final StandardOpenOption... options) throws IOException {
        final Set<StandardOpenOption> all = new HashSet<>(List.of(options));
        all.add(StandardOpenOption.READ);
        try (FileChannel file = FileChannel.open(path, all)) {
            return file.map(mode, 0, LENGTH);
        }
    }

    /** False when it is full: what comes is forgotten. */
    boolean add(final long offset, final long value) {
        if (end == LENGTH) {
            return false;
        }
        buffer.putLong(end, offset);
        buffer.putLong(end + Long.BYTES, value);
        end += ENTRY;
        buffer.putLongOrdered(0, end);
        return true;
    }

    /**
     * Read one.
     *
     * @param path    of the file.
     * @param handler told of each offset and its value.
     * @throws IOException if it cannot be read.
     */
    public static void forEach(final Path path, final LongLongConsumer handler) throws IOException {
        final MappedByteBuffer bytes = map(path, FileChannel.MapMode.READ_ONLY);
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        final long end = buffer.getLongVolatile(0);
        for (int at = FIRST; at < end; at += ENTRY) {
            handler.accept(buffer.getLong(at), buffer.getLong(at + Long.BYTES));
        }
        BufferUtil.free(bytes);
    }

    @Override
    public void close() {
        BufferUtil.free(bytes);
    }
}
