/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.topics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/**
 * What a partition takes on the disk.
 *
 * @param segments segment files.
 * @param bytes    of all files, those prepared ahead included.
 */
record PartitionFiles(int segments, long bytes) {
    /** Count the files of a directory, which need not be there yet. */
    static PartitionFiles of(final Path directory) {
        int segments = 0;
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (final Path file : files) {
                segments += file.getFileName().toString().endsWith(".log") ? 1 : 0;
                bytes += size(file);
            }
        } catch (final NoSuchFileException | NotDirectoryException ex) {
            return new PartitionFiles(0, 0);
        } catch (final IOException ex) {
            throw new UncheckedIOException("cannot list dir=" + directory, ex);
        }
        return new PartitionFiles(segments, bytes);
    }

    private static long size(final Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (final NoSuchFileException ex) {
            return 0;
        }
    }
}
