/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.storage.MappedRegion;
import io.taffrail.storage.NativeBuffer;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Memory for the segments of many states: a ring in a sparse file, of which pages are used only where a test writes. It
 * holds several times as many segments as live at the same time.
 */
final class StressMemory {
    static final int LENGTH = 64 * 1024;
    static final int FIRST = LogFormat.SEGMENT_HEADER_LENGTH;
    static final long LOG_ID = 42;

    private static final int SEGMENTS = 4 * 1024;
    private static final int USED = 1024;
    private static final int SLOTS = 6;
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final ByteBuffer RING = map();

    private StressMemory() {}

    /** A tail over a segment of zeros, which no roll has used yet. */
    static ActiveTail spare() {
        final int from = (NEXT.getAndIncrement() & (SEGMENTS - 1)) * LENGTH;
        final ByteBuffer bytes = RING.slice(from, LENGTH);
        final MappedRegion region = new MappedRegion(bytes, new NativeBuffer(bytes), () -> {});
        region.buffer().setMemory(0, USED, (byte) 0);
        region.buffer().setMemory(FIRST, USED, (byte) 0);
        region.buffer().setMemory(LENGTH - USED, USED, (byte) 0);
        final Segment segment = new Segment(new NoFile(), region, new SegmentIdentity(LOG_ID), LENGTH, SLOTS);
        segment.prepareStamp();
        return ActiveTail.over(segment);
    }

    private static ByteBuffer map() {
        try {
            final Path file = Files.createTempFile("taffrail", ".stress");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                return channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) SEGMENTS * LENGTH);
            } finally {
                Files.delete(file);
            }
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** What a segment asks of its file here: a name. */
    private static final class NoFile implements StorageFile {
        private static final Path PATH = Path.of("stress.log");

        @Override
        public Path path() {
            return PATH;
        }

        @Override
        public long size() {
            return LENGTH;
        }

        @Override
        public int read(final ByteBuffer destination, final long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(final ByteBuffer source, final long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void force() {}

        @Override
        public MappedRegion map(final long length, final boolean isWritable) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void renamed(final Path newPath) {}

        @Override
        public void close() {}
    }
}
