/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.storage.NativeBuffer;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A window onto a file that is read by positioned reads: no page fault can stall the JVM, and a file that is shorter than
 * it should be is an answer, not a crash.
 *
 * <p>Threading: one thread.
 */
final class ChunkWindow {
    static final int CHUNK = 256 * 1024;

    private static final int READ_AHEAD_PADDING = LogFormat.BATCH_HEADER_LENGTH;

    private StorageFile file;
    private ByteBuffer bytes = ByteBuffer.allocateDirect(CHUNK);
    private NativeBuffer buffer = new NativeBuffer(bytes);
    private long start;
    private int valid;
    private int end;

    /** Look at a file up to a position. */
    void open(final StorageFile newFile, final int endPosition) {
        file = newFile;
        start = 0;
        valid = 0;
        end = endPosition;
    }

    /**
     * Have bytes of the file in the buffer.
     *
     * @param position of the first one.
     * @param length   of the range.
     * @return its index in {@link #buffer()}, or -1 when the file or the window ends before the range does.
     * @throws IOException when reading fails.
     */
    int load(final int position, final int length) throws IOException {
        if (position >= start && position + (long) length <= start + valid) {
            return (int) (position - start);
        }
        if (position + (long) length > end) {
            return -1;
        }
        if (length > bytes.capacity()) {
            grow(length);
        }
        bytes.clear().limit((int) Math.min(bytes.capacity(), end - (long) position));
        valid = 0;
        start = position;
        valid = file.read(bytes, position);
        return valid < length ? -1 : 0;
    }

    /** Index behind the last byte that was read, and is in front of the end. */
    int validEnd() {
        return (int) Math.min(valid, end - start);
    }

    /** Forget what was read, since the file may have changed. */
    void invalidate() {
        valid = 0;
    }

    NativeBuffer buffer() {
        return buffer;
    }

    ByteBuffer bytes() {
        return bytes;
    }

    /** Position in the file of an index of the buffer. */
    long fileposition(final int at) {
        return start + at;
    }

    void close() throws IOException {
        final StorageFile open = file;
        file = null;
        valid = 0;
        open.close();
    }

    StorageFile file() {
        return file;
    }

    private void grow(final int length) {
        bytes = ByteBuffer.allocateDirect(LogFormat.alignedBatchLength(length + READ_AHEAD_PADDING));
        buffer = new NativeBuffer(bytes);
    }
}
