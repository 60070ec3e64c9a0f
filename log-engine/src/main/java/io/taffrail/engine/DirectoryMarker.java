/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.log.NewerFormatException;
import io.taffrail.storage.FileStorage;
import io.taffrail.storage.Storage;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** The file that says that a directory is a Taffrail data directory, and of which format version. */
final class DirectoryMarker {
    static final String NAME = "taffrail.format";

    private static final String TEMPORARY_SUFFIX = ".tmp";
    private static final String PREFIX = "taffrail data directory, format version ";
    private static final int VERSION = 1;

    private DirectoryMarker() {}

    /** Make sure that a directory is ours, or empty and becomes ours. */
    static void claim(final Path directory) throws IOException {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new EngineException("not a directory: dir=" + directory);
        }
        if (!Files.exists(directory.resolve(NAME))) {
            final Storage storage = new FileStorage();
            create(storage, directory.toAbsolutePath());
            requireEmpty(directory);
            mark(storage, directory);
        }
        check(directory);
    }

    /** Create a directory and those above it that are missing; their names outlive a loss of power. */
    private static void create(final Storage storage, final Path directory) throws IOException {
        final Path parent = directory.getParent();
        if (parent == null || Files.exists(directory)) {
            return;
        }
        create(storage, parent);
        storage.createDirectories(directory);
        storage.forceDirectory(parent);
    }

    /** All of the marker or nothing, whatever happens meanwhile: a directory with half a marker would be nobody's. */
    private static void mark(final Storage storage, final Path directory) throws IOException {
        final Path temporary = directory.resolve(NAME + "."
                + ProcessHandle.current().pid() + "-" + Thread.currentThread().getId() + TEMPORARY_SUFFIX);
        storage.delete(temporary);
        try (StorageFile file = storage.create(temporary)) {
            final byte[] text = (PREFIX + VERSION + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
            file.write(ByteBuffer.allocateDirect(text.length).put(text).flip(), 0);
            file.force();
        }
        storage.rename(temporary, directory.resolve(NAME));
        storage.forceDirectory(directory);
    }

    /** Make sure that a directory is ours. */
    static void check(final Path directory) throws IOException {
        final Path marker = directory.resolve(NAME);
        final String text;
        try {
            text = Files.readString(marker).trim();
        } catch (final NoSuchFileException | NotDirectoryException ex) {
            throw new EngineException("not a taffrail data directory: dir=" + directory + " has no " + NAME);
        }
        if (!text.startsWith(PREFIX)) {
            throw new EngineException("not a taffrail data directory: dir=" + directory + " " + NAME + "=" + text);
        }
        final long found = version(text.substring(PREFIX.length()));
        if (found > VERSION) {
            throw new NewerFormatException(marker, found, VERSION);
        }
        if (found != VERSION) {
            throw new EngineException("data directory has another format: dir=" + directory + " found \"" + text
                    + "\" supported version=" + VERSION + ": open it with the version of taffrail that wrote it");
        }
    }

    /** The version that a text says, or -1 for what is none. */
    private static long version(final String text) {
        try {
            return Long.parseLong(text);
        } catch (final NumberFormatException ex) {
            return -1;
        }
    }

    private static void requireEmpty(final Path directory) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (final Path entry : entries) {
                final String name = entry.getFileName().toString();
                if (!name.equals(DirectoryLock.NAME) && !isUnfinishedMarker(name)) {
                    throw new EngineException("not a taffrail data directory: dir=" + directory
                            + " is not empty and has no " + NAME + ": name an empty or a new directory");
                }
            }
        }
    }

    private static boolean isUnfinishedMarker(final String name) {
        return name.startsWith(NAME + ".") && name.endsWith(TEMPORARY_SUFFIX);
    }
}
