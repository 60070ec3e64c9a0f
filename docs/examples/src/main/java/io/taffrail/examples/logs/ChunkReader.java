/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.logs;

import io.taffrail.engine.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.function.ToLongFunction;
import java.util.zip.CRC32;

/**
 * Reads files a chunk of whole lines at a time. What comes behind the last line end is left until it is whole.
 *
 * <p>A file's id is its inode and a checksum of its first line: inodes are given to other files once theirs were deleted.
 *
 * <p>Threading: one thread.
 */
final class ChunkReader {
    /** Longest line that can be read. */
    static final int MAX_LINE_BYTES = 64 * 1024;

    private static final int FIRST_LINE_BYTES = 1024;

    private final ByteBuffer buffer = ByteBuffer.allocate(MAX_LINE_BYTES);

    /**
     * Read on in a file.
     *
     * @param file      to read.
     * @param positions where to go on, by id.
     * @return lines, maybe none; null if the file is not any more where it was, or has no line yet.
     * @throws EngineException if a line is too long, or the file shorter than what was read of it.
     */
    Chunk read(final LogFile file, final ToLongFunction<String> positions) {
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
            if (LogFile.inodeOf(file.path()) != file.inode()) {
                return null; // renamed since the folder was read: there may be an older one to be read before
            }
            final String id = id(file, channel);
            return id == null ? null : read(file, channel, id, positions.applyAsLong(id));
        } catch (final NoSuchFileException ex) {
            return null;
        } catch (final IOException ex) {
            throw new UncheckedIOException("cannot read file=" + file.path(), ex);
        }
    }

    private Chunk read(final LogFile file, final FileChannel channel, final String id, final long position)
            throws IOException {
        if (channel.size() < position) {
            throw new EngineException("file=" + file.path() + " was cut: size=" + channel.size() + " but position="
                    + position + " was read: rotate files by renaming them");
        }
        fill(channel, position, buffer.capacity());
        final int length = endOfLastLine();
        if (length == 0 && !buffer.hasRemaining()) {
            throw new EngineException("file=" + file.path() + " position=" + position + " has a line of more than "
                    + MAX_LINE_BYTES + " bytes: are these log lines?");
        }
        return new Chunk(id, position, buffer.array(), length);
    }

    private String id(final LogFile file, final FileChannel channel) throws IOException {
        fill(channel, 0, FIRST_LINE_BYTES);
        int length = 0;
        while (length < buffer.position() && buffer.array()[length] != '\n') {
            length++;
        }
        if (length == buffer.position() && buffer.hasRemaining()) {
            return null;
        }
        final CRC32 firstLine = new CRC32();
        firstLine.update(buffer.array(), 0, length);
        return file.inode() + "-" + Long.toHexString(firstLine.getValue());
    }

    private void fill(final FileChannel channel, final long position, final int bytes) throws IOException {
        buffer.clear().limit(bytes);
        int read = 0;
        while (read >= 0 && buffer.hasRemaining()) {
            read = channel.read(buffer, position + buffer.position());
        }
    }

    private int endOfLastLine() {
        int end = buffer.position();
        while (end > 0 && buffer.array()[end - 1] != '\n') {
            end--;
        }
        return end;
    }
}
