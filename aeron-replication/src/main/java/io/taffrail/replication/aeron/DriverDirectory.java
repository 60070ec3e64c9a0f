/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.aeron;

import io.taffrail.replication.transport.TransportException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The directory of an embedded driver, owned by a lock of the operating system on a file beside it. The lock goes with
 * its owner, however that ends. Aeron itself goes by a time stamp in the directory, and would keep a node that was
 * killed from starting until that is old.
 */
final class DriverDirectory implements AutoCloseable {
    /** Owned by this process: closing a second channel of a lock file would give up the first one's lock. */
    private static final Set<Path> OWNED = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lockFile;

    private DriverDirectory(final Path path, final FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /** Once this returns, whatever is in the directory is of a driver that is dead. */
    static DriverDirectory acquire(final Path path) {
        final Path key = path.toAbsolutePath().normalize();
        if (!OWNED.add(key)) {
            throw inUse(path, "this process");
        }
        try {
            return new DriverDirectory(key, lock(key));
        } catch (final IOException ex) {
            OWNED.remove(key);
            throw new TransportException(
                    "cannot lock the media driver's directory dir=" + path + ": " + ex
                            + ": choose a directory that can be written",
                    ex);
        } catch (final RuntimeException ex) {
            OWNED.remove(key);
            throw ex;
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(lockPath(path)); // before the lock goes: whoever has it open already starts over
            lockFile.close();
        } catch (final IOException ex) {
            throw new TransportException("cannot give up the lock of dir=" + path, ex);
        } finally {
            OWNED.remove(path);
        }
    }

    /** A lock counts only if the path still leads to the file that was locked, and not to one made meanwhile. */
    private static FileChannel lock(final Path path) throws IOException {
        final Path lockPath = lockPath(path);
        while (true) {
            FileChannel.open(lockPath, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                    .close();
            final Object before = fileKey(lockPath);
            if (before == null) {
                continue;
            }
            final FileChannel lockFile =
                    FileChannel.open(lockPath, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lockFile.tryLock() == null) {
                lockFile.close();
                throw inUse(path, "another process");
            }
            if (before.equals(fileKey(lockPath))) {
                return lockFile;
            }
            lockFile.close();
        }
    }

    private static Path lockPath(final Path path) {
        return path.resolveSibling(path.getFileName() + ".lock");
    }

    private static Object fileKey(final Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (final NoSuchFileException ex) {
            return null;
        }
    }

    private static TransportException inUse(final Path path, final String owner) {
        return new TransportException("the media driver's directory is in use by " + owner + ": dir=" + path
                + ": a node with this id and endpoint runs already; stop it first");
    }
}
