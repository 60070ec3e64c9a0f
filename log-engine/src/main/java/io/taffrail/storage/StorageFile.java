/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * An open file.
 *
 * <p>Threading: positioned reads and writes may come from any thread; a thread's interrupt does not close the file for
 * the others.
 */
public interface StorageFile extends AutoCloseable {
    /**
     * Path under which the file was opened.
     *
     * @return the path.
     */
    Path path();

    /**
     * Length of the file.
     *
     * @return length in bytes.
     * @throws IOException when it cannot be told.
     */
    long size() throws IOException;

    /**
     * Read into the remaining space of a buffer, until it is full or the file ends.
     *
     * @param destination to fill.
     * @param position    in the file, in bytes.
     * @return the bytes read, fewer than asked for only at the end of the file.
     * @throws IOException when reading fails.
     */
    int read(ByteBuffer destination, long position) throws IOException;

    /**
     * Write all remaining bytes of a buffer.
     *
     * @param source   to write.
     * @param position in the file, in bytes.
     * @throws IOException when not all could be written, for example on a full disk.
     */
    void write(ByteBuffer source, long position) throws IOException;

    /**
     * Make the bytes of the file durable, those stored through mappings too (fdatasync). A failure is final: what it
     * would have made durable is in doubt, and forcing again proves nothing.
     *
     * @throws IOException when it fails.
     */
    void force() throws IOException;

    /**
     * Map the first bytes of the file. The file must already be that long, and stay so.
     *
     * @param length   in bytes, below 2 GiB.
     * @param writable whether stores are allowed.
     * @return the mapping; it outlives this file.
     * @throws IOException when it cannot be mapped.
     */
    MappedRegion map(long length, boolean writable) throws IOException;

    /**
     * The file was given another name; it is found under that one from now on.
     *
     * @param newPath its name.
     */
    void renamed(Path newPath);

    @Override
    void close() throws IOException;
}
