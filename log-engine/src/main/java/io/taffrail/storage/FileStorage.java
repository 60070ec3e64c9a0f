/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Storage on a local file system of Linux. */
public final class FileStorage implements Storage {
    private final BootId bootId;

    /** Storage under the present boot. */
    public FileStorage() {
        try {
            bootId = BootId.current();
        } catch (final IOException ex) {
            throw new UncheckedIOException("cannot read the boot id: taffrail needs Linux with /proc mounted", ex);
        }
    }

    @Override
    public List<String> list(final Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).collect(Collectors.toList());
        } catch (final UncheckedIOException ex) {
            throw ex.getCause();
        }
    }

    @Override
    public void createDirectories(final Path directory) throws IOException {
        Files.createDirectories(directory);
    }

    @Override
    public StorageFile create(final Path path) throws IOException {
        return new ChannelFile(
                path, true, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @Override
    public StorageFile open(final Path path, final boolean writable) throws IOException {
        return writable
                ? new ChannelFile(path, true, StandardOpenOption.READ, StandardOpenOption.WRITE)
                : new ChannelFile(path, false, StandardOpenOption.READ);
    }

    @Override
    public boolean exists(final Path path) {
        return Files.exists(path);
    }

    @Override
    public void rename(final Path from, final Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(final Path path) throws IOException {
        Files.deleteIfExists(path);
    }

    @Override
    public void forceDirectory(final Path directory) throws IOException {
        boolean wasInterrupted = Thread.interrupted();
        try {
            while (!tryForce(directory)) {
                wasInterrupted |= Thread.interrupted();
            }
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** False when an interrupt cut it short: it must be done again, from the start. */
    private static boolean tryForce(final Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
            return true;
        } catch (final ClosedByInterruptException ex) {
            return false;
        }
    }

    @Override
    public BootId bootId() {
        return bootId;
    }
}
