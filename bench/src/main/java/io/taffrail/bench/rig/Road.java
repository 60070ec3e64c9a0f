/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.rig;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * How fast files can be prepared: zeros written and pages touched through a mapping. It keeps a number of bytes and deletes
 * what is older: a virtual machine gets memory that it has not used for a while anew from its host, at a fraction of the
 * rate.
 */
public final class Road {
    /** Bytes of one file. */
    static final int CHUNK = 128 << 20;

    /** Kept while the host gives the memory that a run will use. */
    static final long WARM_UP_BYTES = 2L << 30;

    private static final int PAGE = 4096;
    private static final int PART = 128 << 10;

    private Road() {}

    /**
     * Measure it.
     *
     * @param parent  where files go.
     * @param kept    bytes to keep.
     * @param seconds how long.
     * @return bytes a second.
     * @throws IOException if files cannot be written.
     */
    public static double measure(final Path parent, final long kept, final int seconds) throws IOException {
        final Path directory = Scratch.create(parent);
        try {
            final ByteBuffer zeros = ByteBuffer.allocateDirect(PART);
            final long keptFiles = Math.max(1, kept / CHUNK);
            final long start = System.nanoTime();
            final long end = start + TimeUnit.SECONDS.toNanos(Math.max(1, seconds));
            long files = 0;
            while (System.nanoTime() < end) {
                pave(directory.resolve("road-" + files), zeros);
                files++;
                Files.deleteIfExists(directory.resolve("road-" + (files - keptFiles)));
            }
            return (double) files * CHUNK * 1e9 / (System.nanoTime() - start);
        } finally {
            Scratch.delete(directory);
        }
    }

    private static void pave(final Path path, final ByteBuffer zeros) throws IOException {
        try (FileChannel file = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (int position = 0; position < CHUNK; position += PART) {
                file.write(zeros.clear(), position);
            }
            final MappedByteBuffer bytes = file.map(FileChannel.MapMode.READ_WRITE, 0, CHUNK);
            final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
            for (int position = 0; position < CHUNK; position += PAGE) {
                buffer.getAndAddInt(position, 0);
            }
            BufferUtil.free(bytes);
        }
    }
}
