/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Directories that a run makes and removes. */
public final class Scratch {
    private Scratch() {}

    /**
     * Make one.
     *
     * @param parent where.
     * @return empty, of a name that was free.
     * @throws IOException if it cannot be made.
     */
    public static Path create(final Path parent) throws IOException {
        return Files.createTempDirectory(parent, "taffrail-bench-");
    }

    /**
     * Delete it with all in it.
     *
     * @param directory to delete.
     * @throws IOException if something cannot be deleted.
     */
    public static void delete(final Path directory) throws IOException {
        final List<Path> paths;
        try (Stream<Path> walk = Files.walk(directory)) {
            paths = walk.sorted(Comparator.reverseOrder()).collect(Collectors.toList());
        }
        for (final Path path : paths) {
            Files.deleteIfExists(path);
        }
    }
}
