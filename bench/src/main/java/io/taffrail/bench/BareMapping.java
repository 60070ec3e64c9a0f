/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** The baseline: a length-prefixed copy into a touched mapping and a release store; no header, no checksum. */
final class BareMapping implements Target {
    private final MappedByteBuffer bytes;
    private final UnsafeBuffer buffer;
    private int tail;
    private int head;

    BareMapping(final Path directory, final long length) throws IOException {
        bytes = TouchedFile.map(directory.resolve("bare"), length);
        buffer = new UnsafeBuffer(bytes);
    }

    @Override
    public boolean publish(final UnsafeBuffer value, final int length) {
        buffer.putBytes(tail + Integer.BYTES, value, 0, length);
        buffer.putIntOrdered(tail, length);
        tail += BitUtil.align(length + Integer.BYTES, 8);
        return true;
    }

    @Override
    public int poll() {
        final int length = buffer.getIntVolatile(head);
        if (length <= 0) {
            return 0;
        }
        head += BitUtil.align(length + Integer.BYTES, 8);
        return 1;
    }

    @Override
    public void close() {
        BufferUtil.free(bytes);
    }
}
