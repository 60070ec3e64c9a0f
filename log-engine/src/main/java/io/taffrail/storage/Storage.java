/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What the engine asks of a file system.
 *
 * <p>Nothing is durable before a force: a file's bytes by {@link StorageFile#force()}, names (creation, rename,
 * deletion) by {@link #forceDirectory(Path)} of the directory that holds them.
 *
 * <p>Threading: safe for use by any number of threads.
 */
public interface Storage {
    /**
     * Names of the entries of a directory, in no particular order.
     *
     * @param directory to look into.
     * @return the names, empty when the directory does not exist.
     * @throws IOException when it cannot be read.
     */
    List<String> list(Path directory) throws IOException;

    /**
     * Create a directory and those above it; nothing happens when it is there.
     *
     * @param directory to create.
     * @throws IOException when it cannot be created.
     */
    void createDirectories(Path directory) throws IOException;

    /**
     * Create an empty file and open it for reading and writing.
     *
     * @param path of the file.
     * @return the open file.
     * @throws IOException when it exists or cannot be created.
     */
    StorageFile create(Path path) throws IOException;

    /**
     * Open a file that exists.
     *
     * @param path     of the file.
     * @param writable whether it is going to be written.
     * @return the open file.
     * @throws java.nio.file.NoSuchFileException when there is none.
     * @throws IOException when it cannot be opened.
     */
    StorageFile open(Path path, boolean writable) throws IOException;

    /**
     * Whether a file or directory exists.
     *
     * @param path to look for.
     * @return true if it exists.
     */
    boolean exists(Path path);

    /**
     * Give a file another name, atomically, in place of a file that may have it.
     *
     * @param from present name.
     * @param to   new name.
     * @throws IOException when it fails; both names are then as before.
     */
    void rename(Path from, Path to) throws IOException;

    /**
     * Unlink a file or an empty directory; nothing happens when it is absent. Mappings of it stay valid.
     *
     * @param path of the file.
     * @throws IOException when it fails.
     */
    void delete(Path path) throws IOException;

    /**
     * Make the names in a directory durable.
     *
     * @param directory to force.
     * @throws IOException when it fails.
     */
    void forceDirectory(Path directory) throws IOException;

    /**
     * The boot of the operating system under which this process runs: while it stays the same, the page cache still
     * holds what a process that died had stored.
     *
     * @return the boot id.
     */
    BootId bootId();
}
