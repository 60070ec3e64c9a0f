/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.storage.MappedRegion;
import io.taffrail.storage.Storage;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.errors.DistinctErrorLog;

/** The error log of an engine: each distinct error once, with its count and times, in a mapped file others can read. */
final class EngineErrors {
    static final String NAME = "errors";

    private static final int LENGTH = 256 * 1024;

    private final MappedRegion region;
    private final DistinctErrorLog log;

    EngineErrors(final Storage storage, final Path directory) throws IOException {
        final Path path = directory.resolve(NAME);
        storage.delete(path);
        try (StorageFile file = storage.create(path)) {
            file.write(ByteBuffer.allocateDirect(LENGTH), 0);
            region = file.map(LENGTH, true);
        }
        log = new DistinctErrorLog(region.buffer(), SystemEpochClock.INSTANCE);
    }

    void record(final Throwable error) {
        log.record(error);
    }

    void close() {
        // the mapping goes with the engine: an agent that is late may still record
    }
}
