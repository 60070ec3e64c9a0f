/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file over a {@link FileChannel} that survives interrupts.
 *
 * <p>The JDK closes a channel when a thread is interrupted inside it. Here the interrupted operation reopens the file,
 * is done again, and leaves the thread's interrupt flag set. All operations are positioned, so doing one again changes
 * nothing, except {@link #force()}: a force that an interrupt cut short is done from the start on the new channel, which
 * still covers every page that the first one did not write.
 */
final class ChannelFile implements StorageFile {
    private volatile Path path;
    private final boolean writable;
    private volatile FileChannel channel;
    private boolean isClosed;

    ChannelFile(final Path path, final boolean writable, final OpenOption... options) throws IOException {
        this.path = path;
        this.writable = writable;
        this.channel = FileChannel.open(path, options);
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public long size() throws IOException {
        return uninterrupted(FileChannel::size);
    }

    @Override
    public int read(final ByteBuffer destination, final long position) throws IOException {
        final int start = destination.position();
        return uninterrupted(file -> {
            destination.position(start);
            while (destination.hasRemaining()) {
                if (file.read(destination, position + destination.position() - start) < 0) {
                    break;
                }
            }
            return destination.position() - start;
        });
    }

    @Override
    public void write(final ByteBuffer source, final long position) throws IOException {
        final int start = source.position();
        uninterrupted(file -> {
            source.position(start);
            while (source.hasRemaining()) {
                file.write(source, position + source.position() - start);
            }
            return null;
        });
    }

    @Override
    public void force() throws IOException {
        try {
            uninterrupted(file -> {
                file.force(false);
                return null;
            });
        } catch (final IOException ex) {
            throw new ForceFailedException("force failed: path=" + path + ": " + ex.getMessage(), ex);
        }
    }

    @Override
    public MappedRegion map(final long length, final boolean mapWritable) throws IOException {
        if (size() < length) {
            throw new IOException("file is shorter than what is to be mapped: path=" + path + " size=" + size()
                    + " expected=" + length);
        }
        final FileChannel.MapMode mode = mapWritable ? FileChannel.MapMode.READ_WRITE : FileChannel.MapMode.READ_ONLY;
        return uninterrupted(file -> new MappedRegion(file.map(mode, 0, length)));
    }

    @Override
    public void renamed(final Path newPath) {
        path = newPath;
    }

    @Override
    public synchronized void close() throws IOException {
        isClosed = true;
        channel.close();
    }

    private <T> T uninterrupted(final Operation<T> operation) throws IOException {
        boolean wasInterrupted = Thread.interrupted();
        try {
            for (; ; ) {
                final FileChannel present = channel;
                try {
                    return operation.on(present);
                } catch (final ClosedByInterruptException ex) {
                    wasInterrupted |= Thread.interrupted();
                    reopen(present);
                } catch (final ClosedChannelException ex) {
                    reopen(present);
                }
            }
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void reopen(final FileChannel broken) throws IOException {
        if (isClosed) {
            throw new ClosedChannelException();
        }
        if (channel == broken) {
            final Set<OpenOption> options = Stream.of(StandardOpenOption.READ, StandardOpenOption.WRITE)
                    .filter(option -> writable || option == StandardOpenOption.READ)
                    .collect(Collectors.toSet());
            channel = FileChannel.open(path, options);
        }
    }

    @FunctionalInterface
    private interface Operation<T> {
        T on(FileChannel file) throws IOException;
    }
}
