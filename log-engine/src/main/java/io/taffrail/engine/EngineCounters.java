/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.log.PartitionLog;
import io.taffrail.storage.MappedRegion;
import io.taffrail.storage.Storage;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.agrona.collections.Object2ObjectHashMap;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;

/**
 * Counters of an engine in a mapped file, which any process can read while the engine runs. Publishers and readers pay
 * nothing for them: the conductor copies what the logs know.
 *
 * <p>Threading: {@link #update} by the conductor; {@link #onError()} and {@link #add} by any thread. Making and freeing
 * counters takes a lock, changing their values does not.
 */
final class EngineCounters {
    static final int ERRORS_TYPE_ID = 1;

    private static final PartitionCounter[] VALUES = PartitionCounter.values();
    private static final AtomicCounter[] NONE = new AtomicCounter[0];

    private final MappedRegion region;
    private final CountersManager manager;
    private final AtomicCounter errors;
    private final Object2ObjectHashMap<PartitionLog, AtomicCounter[]> byLog = new Object2ObjectHashMap<>();
    private final int capacity;
    private int allocated;

    EngineCounters(final Storage storage, final Path directory, final int capacity) throws IOException {
        this.capacity = capacity;
        final Path path = directory.resolve(CountersLayout.NAME);
        storage.delete(path);
        final int length = CountersLayout.length(capacity);
        try (StorageFile file = storage.create(path)) {
            zero(file, length);
            region = file.map(length, true);
        }
        manager =
                new CountersManager(CountersLayout.metadata(region, capacity), CountersLayout.values(region, capacity));
        errors = manager.newCounter("engine errors", ERRORS_TYPE_ID);
        allocated = 1;
        region.buffer().putInt(CountersLayout.VERSION_AT, CountersLayout.VERSION);
        region.buffer().putInt(CountersLayout.CAPACITY_AT, capacity);
        region.buffer().putLong(CountersLayout.PID_AT, ProcessHandle.current().pid());
        region.buffer().putLongOrdered(0, CountersLayout.MAGIC);
    }

    void onError() {
        errors.increment();
    }

    /** A counter of something built on the engine; null when there is no room for it. */
    synchronized AtomicCounter add(final int typeId, final String label) {
        if (allocated == capacity) {
            return null;
        }
        allocated++;
        return manager.newCounter(label, typeId);
    }

    /** Take a counter away that {@link #add} gave. */
    synchronized void remove(final AtomicCounter counter) {
        counter.close();
        allocated--;
    }

    /** Copy what the logs in use know. */
    void update(final List<PartitionLog> busy) {
        for (final PartitionLog log : busy) { // not by index: the frontier may take one out meanwhile
            AtomicCounter[] counters = byLog.get(log);
            if (counters == null) {
                counters = allocate(log);
                byLog.put(log, counters);
            }
            for (int j = 0; j < counters.length; j++) {
                counters[j].setOrdered(VALUES[j].of(log));
            }
        }
    }

    /** Take away the counters of logs that were closed, so that others can have their room. */
    synchronized void forgetClosed() {
        final Iterator<Map.Entry<PartitionLog, AtomicCounter[]>> entries =
                byLog.entrySet().iterator();
        while (entries.hasNext()) {
            final Map.Entry<PartitionLog, AtomicCounter[]> entry = entries.next();
            if (entry.getKey().isClosed()) {
                for (final AtomicCounter counter : entry.getValue()) {
                    counter.close();
                }
                allocated -= entry.getValue().length;
                entries.remove();
            }
        }
    }

    /** Counters of a log; none when there is no room for them. */
    private synchronized AtomicCounter[] allocate(final PartitionLog log) {
        if (allocated + VALUES.length > capacity) {
            return NONE;
        }
        final AtomicCounter[] counters = new AtomicCounter[VALUES.length];
        for (int i = 0; i < VALUES.length; i++) {
            counters[i] = manager.newCounter(log.name() + " " + VALUES[i].label(), VALUES[i].typeId());
        }
        allocated += VALUES.length;
        return counters;
    }

    private static void zero(final StorageFile file, final int length) throws IOException {
        final ByteBuffer zeros = ByteBuffer.allocateDirect(Math.min(length, 1 << 20));
        for (int position = 0; position < length; position += zeros.capacity()) {
            zeros.clear().limit(Math.min(zeros.capacity(), length - position));
            file.write(zeros, position);
        }
    }
}
