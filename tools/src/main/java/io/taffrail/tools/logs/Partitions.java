/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.logs;

import io.taffrail.log.LogInspector;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Which partitions a directory stands for: itself, or those of a data directory. */
final class Partitions {
    private static final String MARKER = "taffrail.format";
    private static final String DELETED_SUFFIX = ".deleted";

    private Partitions() {}

    /**
     * Find them.
     *
     * @throws IllegalArgumentException if it is neither.
     */
    static List<Path> of(final LogInspector inspector, final Path directory) throws IOException {
        if (!Files.exists(directory)) {
            throw new IllegalArgumentException("no such file or directory: " + directory);
        }
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("not a directory: " + directory);
        }
        if (inspector.isPartition(directory)) {
            return List.of(directory);
        }
        final List<Path> partitions = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (final Path entry : entries) {
                if (!entry.getFileName().toString().endsWith(DELETED_SUFFIX)
                        && Files.isDirectory(entry)
                        && inspector.isPartition(entry)) {
                    partitions.add(entry);
                }
            }
        }
        if (partitions.isEmpty() && !Files.exists(directory.resolve(MARKER))) {
            throw new IllegalArgumentException(
                    "neither a partition nor a taffrail data directory: dir=" + directory + " has no " + MARKER);
        }
        Collections.sort(partitions);
        return partitions;
    }

    /** The data directory that a directory is or belongs to. */
    static Path dataDirectory(final Path directory) {
        final Path absolute = directory.toAbsolutePath().normalize();
        return Files.exists(absolute.resolve(MARKER)) || absolute.getParent() == null ? absolute : absolute.getParent();
    }
}
