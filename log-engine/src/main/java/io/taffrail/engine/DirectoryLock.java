/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lock by which one process owns a data directory. It is the operating system's: it goes with its owner, however
 * that ends, so a killed owner never blocks the next start.
 */
final class DirectoryLock implements AutoCloseable {
    static final String NAME = "engine.lock";

    /** Directories owned by this process: closing a second channel of a lock file would give up the first one's lock. */
    private static final Set<Path> OWNED = ConcurrentHashMap.newKeySet();

    private final Path key;
    private final FileChannel channel;
    private final FileLock lock;

    private DirectoryLock(final Path key, final FileChannel channel, final FileLock lock) {
        this.key = key;
        this.channel = channel;
        this.lock = lock;
    }

    static DirectoryLock acquire(final Path directory) throws IOException {
        final Path key = directory.toRealPath();
        if (!OWNED.add(key)) {
            throw new EngineException("data directory is open already in this process: dir=" + directory
                    + ": close the other engine first, or share it");
        }
        try {
            return lock(directory, key);
        } catch (final IOException | RuntimeException ex) {
            OWNED.remove(key);
            throw ex;
        }
    }

    private static DirectoryLock lock(final Path directory, final Path key) throws IOException {
        final Path path = directory.resolve(NAME);
        final FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        final FileLock lock = channel.tryLock();
        if (lock == null) {
            final String owner = owner(channel);
            channel.close();
            throw new EngineException("data directory is owned by another process: dir=" + directory + " pid=" + owner
                    + ": stop it first, or read the directory without owning it");
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)), 0);
        return new DirectoryLock(key, channel, lock);
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
        OWNED.remove(key);
    }

    private static String owner(final FileChannel channel) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(32);
        channel.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
    }
}
