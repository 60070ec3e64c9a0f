/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.crash;

import io.taffrail.storage.BootId;
import io.taffrail.storage.MappedRegion;
import io.taffrail.storage.Storage;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A file system in memory that writes down every store, force and change of a name, so that {@link Disk} can tell what a
 * crash at any moment may leave.
 *
 * <p>Threading: one thread.
 */
final class RecordingStorage implements Storage, AutoCloseable {
    private final History history = new History();
    private final SortedSet<Path> directories;
    private final Map<Path, Inode> names = new TreeMap<>();
    private final List<Inode> inodes = new ArrayList<>();
    private final BootId bootId;
    private int nextFile = 1;

    /** A disk as a crash left it. */
    RecordingStorage(final Image image) {
        bootId = image.bootId();
        directories = new TreeSet<>(image.directories());
        image.names().forEach((path, file) -> {
            final Image.Content content = image.contents().get(file);
            final Inode inode = new Inode(file);
            inode.bytes = SimulatedMemory.take(Math.max(1, content.size()));
            inode.bytes.put(0, content.bytes(), 0, content.size());
            inode.size = content.size();
            inodes.add(inode);
            names.put(path, inode);
            nextFile = Math.max(nextFile, file + 1);
        });
    }

    History history() {
        return history;
    }

    @Override
    public List<String> list(final Path directory) {
        final List<String> found = new ArrayList<>();
        for (final Path path : names.keySet()) {
            if (directory.equals(path.getParent())) {
                found.add(path.getFileName().toString());
            }
        }
        Collections.shuffle(found, new Random(bootId.low() + found.size()));
        return found;
    }

    @Override
    public void createDirectories(final Path directory) {
        if (!directories.contains(directory)) {
            createDirectories(directory.getParent());
            directories.add(directory);
            history.add(new Event.MakeDirectory(directory));
        }
    }

    @Override
    public StorageFile create(final Path path) throws IOException {
        if (names.containsKey(path)) {
            throw new FileAlreadyExistsException(path.toString());
        }
        if (!directories.contains(path.getParent())) {
            throw new NoSuchFileException(path.toString());
        }
        final Inode inode = new Inode(nextFile++);
        inodes.add(inode);
        names.put(path, inode);
        history.add(new Event.Create(path, inode.number));
        return new OpenFile(path, inode);
    }

    @Override
    public StorageFile open(final Path path, final boolean writable) throws IOException {
        final Inode inode = names.get(path);
        if (inode == null) {
            throw new NoSuchFileException(path.toString());
        }
        return new OpenFile(path, inode);
    }

    @Override
    public boolean exists(final Path path) {
        return names.containsKey(path) || directories.contains(path);
    }

    @Override
    public void rename(final Path from, final Path to) throws IOException {
        final Inode inode = names.remove(from);
        if (inode == null) {
            throw new NoSuchFileException(from.toString());
        }
        names.put(to, inode);
        history.add(new Event.Rename(from, to, inode.number));
    }

    @Override
    public void delete(final Path path) {
        if (names.remove(path) != null) {
            history.add(new Event.Delete(path));
        }
    }

    @Override
    public void forceDirectory(final Path directory) throws IOException {
        if (!directories.contains(directory)) {
            throw new NoSuchFileException(directory.toString());
        }
        history.add(new Event.ForceDirectory(directory));
    }

    @Override
    public BootId bootId() {
        return bootId;
    }

    /** Give the memory back. Nothing that came from here may be used any more. */
    @Override
    public void close() {
        history.stop();
        for (final Inode inode : inodes) {
            if (inode.bytes != null) {
                SimulatedMemory.giveBack(inode.bytes);
                inode.bytes = null;
            }
        }
    }

    private void stored(final Inode inode, final int position, final int length) {
        final byte[] bytes = new byte[length];
        inode.bytes.get(position, bytes);
        history.add(new Event.Store(inode.number, position, bytes));
    }

    /** A file, whatever its names. */
    private static final class Inode {
        final int number;
        ByteBuffer bytes;
        int size;
        boolean isMapped;

        Inode(final int number) {
            this.number = number;
        }

        void grow(final int length) {
            if (length > size) {
                if (isMapped) {
                    throw new IllegalStateException("a mapped file must not grow: size=" + size + " to=" + length);
                }
                if (bytes == null || length > bytes.capacity()) {
                    final ByteBuffer larger = SimulatedMemory.take(length);
                    if (bytes != null) {
                        larger.put(0, bytes, 0, size);
                        SimulatedMemory.giveBack(bytes);
                    }
                    bytes = larger;
                }
                size = length;
            }
        }
    }

    /** An open file. */
    private final class OpenFile implements StorageFile {
        private Path path;
        private final Inode inode;
        private boolean isClosed;

        OpenFile(final Path path, final Inode inode) {
            this.path = path;
            this.inode = inode;
        }

        @Override
        public Path path() {
            return path;
        }

        @Override
        public long size() throws IOException {
            checkOpen();
            return inode.size;
        }

        @Override
        public int read(final ByteBuffer destination, final long position) throws IOException {
            checkOpen();
            final int length = (int) Math.max(0, Math.min(destination.remaining(), inode.size - position));
            if (length > 0) {
                destination.put(destination.position(), inode.bytes, (int) position, length);
                destination.position(destination.position() + length);
            }
            return length;
        }

        @Override
        public void write(final ByteBuffer source, final long position) throws IOException {
            checkOpen();
            final int length = source.remaining();
            inode.grow((int) position + length);
            inode.bytes.put((int) position, source, source.position(), length);
            source.position(source.limit());
            stored(inode, (int) position, length);
        }

        @Override
        public void force() throws IOException {
            checkOpen();
            history.add(new Event.Force(inode.number));
        }

        @Override
        public MappedRegion map(final long length, final boolean writable) throws IOException {
            checkOpen();
            if (inode.size < length) {
                throw new IOException("file is shorter than what is to be mapped: path=" + path);
            }
            inode.isMapped = true;
            final boolean[] isUnmapped = new boolean[1];
            final ByteBuffer bytes = inode.bytes.duplicate().limit((int) length);
            final RecordingBuffer view = new RecordingBuffer(bytes, (int) length, (index, stored) -> {
                if (!writable || isUnmapped[0]) {
                    throw new IllegalStateException(
                            "store to a mapping that is " + (writable ? "gone" : "read-only") + ": path=" + path);
                }
                stored(inode, index, stored);
            });
            return new MappedRegion(bytes, view, () -> isUnmapped[0] = true);
        }

        @Override
        public void renamed(final Path newPath) {
            path = newPath;
        }

        @Override
        public void close() {
            isClosed = true;
        }

        private void checkOpen() throws IOException {
            if (isClosed) {
                throw new ClosedChannelException();
            }
        }
    }
}
