/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Directories that a run makes and removes. */
public final class Scratch {
    private static final Set<Path> LIVE = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Scratch::deleteLive, "scratch"));
    }

    private Scratch() {}

    /**
     * Make one.
     *
     * @param parent where.
     * @return empty, of a name that was free.
     * @throws IOException if it cannot be made.
     */
    public static Path create(final Path parent) throws IOException {
        final Path directory = Files.createTempDirectory(parent, "taffrail-bench-");
        LIVE.add(directory);
        return directory;
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
        LIVE.remove(directory);
    }

    /** The program was interrupted: nothing stays behind. */
    private static void deleteLive() {
        for (final Path directory : LIVE) {
            try {
                delete(directory);
            } catch (final IOException | UncheckedIOException ex) {
                System.err.println("error: " + directory + " is left: " + ex);
            }
        }
    }
}
