/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.command;

import io.taffrail.bench.rig.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a thread's first store costs into a mapping that another thread has written, mapped and touched: no roll can be
 * faster, whatever it does.
 */
final class FirstTouch {
    private static final int LENGTH = 1 << 20;
    private static final int MAPPINGS = 256;
    private static final long PAUSE_NS = 2_000_000L;

    private FirstTouch() {}

    static Histogram measure(final Path directory) throws IOException {
        final Path at = Scratch.create(directory);
        final Histogram histogram = new Histogram(1_000_000_000L, 3);
        try {
            final List<MappedByteBuffer> prepared =
                    CompletableFuture.supplyAsync(() -> prepare(at)).join();
            for (final MappedByteBuffer bytes : prepared) {
                final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
                LockSupport.parkNanos(PAUSE_NS);
                final long before = System.nanoTime();
                buffer.putLongOrdered(0, 1);
                histogram.recordValue(System.nanoTime() - before);
            }
            prepared.forEach(BufferUtil::free);
        } finally {
            Scratch.delete(at);
        }
        return histogram;
    }

    private static List<MappedByteBuffer> prepare(final Path at) {
        final ByteBuffer zeros = ByteBuffer.allocateDirect(LENGTH);
        final List<MappedByteBuffer> prepared = new ArrayList<>();
        try {
            for (int i = 0; i < MAPPINGS; i++) {
                try (FileChannel file = FileChannel.open(
                        at.resolve("touch-" + i),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
                    file.write(zeros.clear(), 0);
                    final MappedByteBuffer bytes = file.map(FileChannel.MapMode.READ_WRITE, 0, LENGTH);
                    final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
                    for (int position = 0; position < LENGTH; position += 4096) {
                        buffer.getAndAddInt(position, 0);
                    }
                    prepared.add(bytes);
                }
            }
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return prepared;
    }
}
