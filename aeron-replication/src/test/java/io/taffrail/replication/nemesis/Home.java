/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where a node keeps its data. */
interface Home extends AutoCloseable {
    /** What a node writes to. */
    Path directory();

    /** Command that becomes the node's process. */
    default List<String> prefix() {
        return List.of();
    }

    /** Take all room that is left. */
    default void fill() throws IOException {
        throw new UnsupportedOperationException("directory=" + directory());
    }

    /** Give it back. */
    default void makeRoom() throws IOException {}

    /** The power goes; the process is not killed by that. */
    default void cut() throws IOException {
        throw new UnsupportedOperationException("directory=" + directory());
    }

    /** The power comes back; the process must be gone. */
    default void restart() throws IOException {}

    @Override
    default void close() throws IOException {}
}
