/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.journal;

import io.taffrail.storage.Storage;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Puts a whole file in the place of another one: a crash leaves the old one or the new one, never a part of it. */
final class AtomicFile {
    private AtomicFile() {}

    /**
     * Write and name a file, durable when this returns.
     *
     * @return the file, still open.
     */
    static StorageFile replace(final Storage storage, final Path directory, final String name, final ByteBuffer bytes)
            throws IOException {
        final Path path = directory.resolve(name);
        final Path temporary = directory.resolve(name + ".tmp");
        storage.delete(temporary);
        final StorageFile file = storage.create(temporary);
        try {
            file.write(bytes, 0);
            file.force();
            storage.rename(temporary, path);
            file.renamed(path);
            storage.forceDirectory(directory);
        } catch (final IOException | RuntimeException ex) {
            file.close();
            throw ex;
        }
        return file;
    }
}
