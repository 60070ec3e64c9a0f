/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.journal;

import io.taffrail.storage.BootId;
import io.taffrail.storage.ForceFailedException;
import io.taffrail.storage.MappedRegion;
import io.taffrail.storage.Storage;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A file system in memory that stops at a chosen operation, and then tells what a process that died or a power loss
 * leaves: of bytes and names that were not forced an arbitrary part.
 */
class SimulatedDisk implements Storage {
    private final Map<Path, SimulatedFile> names = new TreeMap<>();
    private final Map<Path, SimulatedFile> durableNames = new TreeMap<>();
    private final List<Naming> unforced = new ArrayList<>();
    private long operations;
    private long crashAt = Long.MAX_VALUE;
    private boolean isForceFailing;

    /** A name came to stand for a file, and another one for none. */
    private record Naming(Path gone, Path path, SimulatedFile file) {
        void applyTo(final Map<Path, SimulatedFile> target) {
            if (gone != null) {
                target.remove(gone);
            }
            if (path != null) {
                target.put(path, file);
            }
        }
    }

    /** Stop at an operation: 0 is the next one. */
    void crashIn(final long number) {
        crashAt = operations + number;
    }

    void failForces() {
        isForceFailing = true;
    }

    /** Operations that change something, so far. */
    long operations() {
        return operations;
    }

    byte[] bytes(final Path path) {
        return names.get(path).bytes().clone();
    }

    /** Put a durable file there, or none. */
    void put(final Path path, final byte[] bytes) {
        final Naming naming =
                bytes == null ? new Naming(path, null, null) : new Naming(null, path, new SimulatedFile(bytes));
        naming.applyTo(names);
        naming.applyTo(durableNames);
    }

    /** What the next process finds when this one dies: nothing is lost, but may still be by a power loss. */
    SimulatedDisk afterKill() {
        final Map<SimulatedFile, SimulatedFile> copies = new IdentityHashMap<>();
        final SimulatedDisk left = new SimulatedDisk();
        names.forEach((path, file) -> left.names.put(path, copies.computeIfAbsent(file, SimulatedFile::copy)));
        durableNames.forEach(
                (path, file) -> left.durableNames.put(path, copies.computeIfAbsent(file, SimulatedFile::copy)));
        unforced.forEach(naming -> left.unforced.add(new Naming(
                naming.gone,
                naming.path,
                naming.file == null ? null : copies.computeIfAbsent(naming.file, SimulatedFile::copy))));
        return left;
    }

    /** What is found when power comes back. */
    SimulatedDisk afterPowerLoss(final Random random) {
        final Map<Path, SimulatedFile> found = new TreeMap<>(durableNames);
        final boolean isAnyOrder = random.nextInt(3) == 0;
        final int kept = random.nextInt(unforced.size() + 1);
        for (int i = 0; i < unforced.size(); i++) {
            if (isAnyOrder ? random.nextBoolean() : i < kept) {
                unforced.get(i).applyTo(found);
            }
        }
        final SimulatedDisk left = new SimulatedDisk();
        found.forEach((path, file) -> {
            left.names.put(path, file.afterPowerLoss(random));
            left.durableNames.put(path, left.names.get(path));
        });
        return left;
    }

    @Override
    public List<String> list(final Path directory) {
        return names.keySet().stream()
                .filter(path -> directory.equals(path.getParent()))
                .map(path -> path.getFileName().toString())
                .toList();
    }

    @Override
    public void createDirectories(final Path directory) {
        throw new UnsupportedOperationException("directories are there");
    }

    @Override
    public StorageFile create(final Path path) throws IOException {
        if (names.containsKey(path)) {
            throw new FileAlreadyExistsException(path.toString());
        }
        name(new Naming(null, path, new SimulatedFile()), "create");
        return open(path, true);
    }

    @Override
    public StorageFile open(final Path path, final boolean writable) throws IOException {
        if (!names.containsKey(path)) {
            throw new NoSuchFileException(path.toString());
        }
        return new OpenFile(path, names.get(path));
    }

    @Override
    public boolean exists(final Path path) {
        return names.containsKey(path) || !path.getFileName().toString().contains(".");
    }

    @Override
    public void rename(final Path from, final Path to) throws IOException {
        if (!names.containsKey(from)) {
            throw new NoSuchFileException(from.toString());
        }
        name(new Naming(from, to, names.get(from)), "rename");
    }

    @Override
    public void delete(final Path path) {
        if (names.containsKey(path)) {
            name(new Naming(path, null, null), "delete");
        }
    }

    @Override
    public void forceDirectory(final Path directory) {
        operate("force of the directory");
        unforced.forEach(naming -> naming.applyTo(durableNames));
        unforced.clear();
    }

    @Override
    public BootId bootId() {
        return new BootId(0, 0);
    }

    private void name(final Naming naming, final String operation) {
        operate(operation);
        naming.applyTo(names);
        unforced.add(naming);
    }

    private void operate(final String operation) {
        if (operations >= crashAt) {
            throw new PowerFailure(operation);
        }
        operations++;
    }

    /** An open file. */
    private final class OpenFile implements StorageFile {
        private Path path;
        private final SimulatedFile file;

        OpenFile(final Path path, final SimulatedFile file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public Path path() {
            return path;
        }

        @Override
        public long size() {
            return file.bytes().length;
        }

        @Override
        public int read(final ByteBuffer destination, final long position) {
            final int length = (int) Math.min(destination.remaining(), size() - position);
            destination.put(file.bytes(), (int) position, length);
            return length;
        }

        @Override
        public void write(final ByteBuffer source, final long position) {
            if (operations == crashAt) {
                file.write(source, (int) (source.remaining() * (crashAt % 4) / 4), (int) position);
            }
            operate("write");
            file.write(source, source.remaining(), (int) position);
        }

        @Override
        public void force() throws IOException {
            operate("force");
            if (isForceFailing) {
                throw new ForceFailedException("force failed: path=" + path, null);
            }
            file.force();
        }

        @Override
        public MappedRegion map(final long length, final boolean writable) {
            throw new UnsupportedOperationException("journals are not mapped");
        }

        @Override
        public void renamed(final Path newPath) {
            path = newPath;
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
