/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.storage.FileStorage;
import io.taffrail.storage.MappedRegion;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.agrona.concurrent.status.CountersReader;

/**
 * Reads the counters of an engine from any process, while it runs and after.
 *
 * <p>Threading: any thread.
 */
public final class CountersView implements AutoCloseable {
    private final MappedRegion region;
    private final CountersReader reader;
    private final long pid;

    private CountersView(final MappedRegion region, final int capacity) {
        this.region = region;
        this.pid = region.buffer().getLong(CountersLayout.PID_AT);
        this.reader =
                new CountersReader(CountersLayout.metadata(region, capacity), CountersLayout.values(region, capacity));
    }

    /**
     * Map the counters of a data directory.
     *
     * @param directory of an engine.
     * @return the counters.
     * @throws EngineException if the directory is not ours, or never had a running engine.
     */
    public static CountersView open(final Path directory) {
        try {
            DirectoryMarker.check(directory);
            final Path path = directory.resolve(CountersLayout.NAME);
            try (StorageFile file = new FileStorage().open(path, false)) {
                return new CountersView(map(file, path), capacity(file, path));
            } catch (final NoSuchFileException ex) {
                throw new EngineException("no counters: dir=" + directory + " was never opened by an engine");
            }
        } catch (final IOException ex) {
            throw new EngineException("cannot read counters: dir=" + directory + ": " + LogEngine.describe(ex), ex);
        }
    }

    private static MappedRegion map(final StorageFile file, final Path path) throws IOException {
        return file.map(CountersLayout.length(capacity(file, path)), false);
    }

    private static int capacity(final StorageFile file, final Path path) throws IOException {
        final ByteBuffer header =
                ByteBuffer.allocate(CountersLayout.HEADER_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        final int read = file.read(header, 0);
        if (read < CountersLayout.HEADER_LENGTH || header.getLong(0) != CountersLayout.MAGIC) {
            throw new EngineException("not a counters file: file=" + path);
        }
        if (header.getInt(CountersLayout.VERSION_AT) > CountersLayout.VERSION) {
            throw new EngineException("counters file has a newer format: file=" + path + " version="
                    + header.getInt(CountersLayout.VERSION_AT));
        }
        final int capacity = header.getInt(CountersLayout.CAPACITY_AT);
        if (capacity <= 0 || CountersLayout.length(capacity) != file.size()) {
            throw new EngineException(
                    "counters file is damaged: file=" + path + " capacity=" + capacity + " size=" + file.size());
        }
        return capacity;
    }

    /**
     * Process that wrote the counters, which may have ended.
     *
     * @return its process id.
     */
    public long pid() {
        return pid;
    }

    /**
     * See every counter.
     *
     * @param visitor called with each.
     */
    public void forEach(final CounterVisitor visitor) {
        reader.forEach(
                (value, counterId, label) -> visitor.onCounter(reader.getCounterTypeId(counterId), label, value));
    }

    @Override
    public void close() {
        region.unmap();
    }

    /** Sees counters. */
    @FunctionalInterface
    public interface CounterVisitor {
        /**
         * One counter.
         *
         * @param typeId 1 for the engine's errors, 100 plus the ordinal for a {@link PartitionCounter}, from 200
         *               on for what is built on the engine.
         * @param label  what it counts, and of what.
         * @param value  now.
         */
        void onCounter(int typeId, String label, long value);
    }
}
