/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** The file that says that a directory is a Taffrail data directory, and of which format version. */
final class DirectoryMarker {
    static final String NAME = "taffrail.format";

    private static final String PREFIX = "taffrail data directory, format version ";
    private static final int VERSION = 1;

    private DirectoryMarker() {}

    /** Make sure that a directory is ours, or empty and becomes ours. */
    static void claim(final Path directory) throws IOException {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new EngineException("not a directory: dir=" + directory);
        }
        Files.createDirectories(directory);
        final Path marker = directory.resolve(NAME);
        if (!Files.exists(marker)) {
            requireEmpty(directory);
            Files.writeString(marker, PREFIX + VERSION + System.lineSeparator());
        }
        check(directory);
    }

    /** Make sure that a directory is ours. */
    static void check(final Path directory) throws IOException {
        final String text;
        try {
            text = Files.readString(directory.resolve(NAME)).trim();
        } catch (final NoSuchFileException | NotDirectoryException ex) {
            throw new EngineException("not a taffrail data directory: dir=" + directory + " has no " + NAME);
        }
        if (!text.startsWith(PREFIX)) {
            throw new EngineException("not a taffrail data directory: dir=" + directory + " " + NAME + "=" + text);
        }
        if (!text.equals(PREFIX + VERSION)) {
            throw new EngineException("data directory has another format: dir=" + directory + " found \"" + text
                    + "\" supported version=" + VERSION + ": open it with the version of taffrail that wrote it");
        }
    }

    private static void requireEmpty(final Path directory) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (final Path entry : entries) {
                if (!entry.getFileName().toString().equals(DirectoryLock.NAME)) {
                    throw new EngineException("not a taffrail data directory: dir=" + directory
                            + " is not empty and has no " + NAME + ": name an empty or a new directory");
                }
            }
        }
    }
}
