/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Directories that a run makes and removes. */
final class Scratch {
    private Scratch() {}

    static Path create(final Path parent) throws IOException {
        return Files.createTempDirectory(parent, "taffrail-bench-");
    }

    static void delete(final Path directory) throws IOException {
        final List<Path> paths;
        try (Stream<Path> walk = Files.walk(directory)) {
            paths = walk.sorted(Comparator.reverseOrder()).collect(Collectors.toList());
        }
        for (final Path path : paths) {
            Files.deleteIfExists(path);
        }
    }
}
