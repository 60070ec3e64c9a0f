/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.storage.BootId;
import io.taffrail.storage.FileStorage;
import io.taffrail.storage.MappedRegion;
import io.taffrail.storage.Storage;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Storage of a real file system whose forces and writes a test can count, hold up and let fail. */
final class FaultyStorage implements Storage {
    /** What a test does in the place of an operation. */
    interface Fault {
        void before(Path path) throws IOException;
    }

    /** What a test does when something is read. */
    interface Look {
        void at(Path path, long position);
    }

    static final Fault NONE = path -> {};

    final AtomicLong forces = new AtomicLong();
    volatile Fault onForce = NONE;
    volatile Fault onWrite = NONE;
    volatile Fault onChange = NONE;
    volatile Look onRead = (path, position) -> {};
    volatile BootId bootId;
    private final Storage storage = new FileStorage();

    FaultyStorage() {
        bootId = storage.bootId();
    }

    /** Fail as a broken device does. */
    static void fail(final Path path) throws IOException {
        throw new IOException("Input/output error: " + path);
    }

    /** Fail as a full disk does. */
    static void fill(final Path path) throws IOException {
        throw new IOException("No space left on device: " + path);
    }

    @Override
    public List<String> list(final Path directory) throws IOException {
        return storage.list(directory);
    }

    @Override
    public void createDirectories(final Path directory) throws IOException {
        storage.createDirectories(directory);
    }

    @Override
    public StorageFile create(final Path path) throws IOException {
        return new FaultyFile(storage.create(path));
    }

    @Override
    public StorageFile open(final Path path, final boolean writable) throws IOException {
        return new FaultyFile(storage.open(path, writable));
    }

    @Override
    public boolean exists(final Path path) {
        return storage.exists(path);
    }

    @Override
    public void rename(final Path from, final Path to) throws IOException {
        onChange.before(from);
        storage.rename(from, to);
    }

    @Override
    public void delete(final Path path) throws IOException {
        onChange.before(path);
        storage.delete(path);
    }

    @Override
    public void forceDirectory(final Path directory) throws IOException {
        onForce.before(directory);
        forces.incrementAndGet();
        storage.forceDirectory(directory);
    }

    @Override
    public BootId bootId() {
        return bootId;
    }

    private final class FaultyFile implements StorageFile {
        private final StorageFile file;

        FaultyFile(final StorageFile file) {
            this.file = file;
        }

        @Override
        public Path path() {
            return file.path();
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(final ByteBuffer destination, final long position) throws IOException {
            onRead.at(file.path(), position);
            return file.read(destination, position);
        }

        @Override
        public void write(final ByteBuffer source, final long position) throws IOException {
            onWrite.before(file.path());
            file.write(source, position);
        }

        @Override
        public void force() throws IOException {
            onForce.before(file.path());
            forces.incrementAndGet();
            file.force();
        }

        @Override
        public MappedRegion map(final long length, final boolean writable) throws IOException {
            return file.map(length, writable);
        }

        @Override
        public void renamed(final Path newPath) {
            file.renamed(newPath);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
