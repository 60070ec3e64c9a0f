/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.log.PartitionLog;
import io.taffrail.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Counters of an engine, in a mapped file. */
final class EngineCounters {
    EngineCounters(final Storage storage, final Path directory, final int capacity) throws IOException {}

    void update(final List<PartitionLog> busy) {}

    void close() {}
}
