/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.micro;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The baseline of publish and poll: length-prefixed values in touched, mapped memory; no header, no checksum, no claim.
 *
 * <p>Threading: one thread.
 */
final class BareLog implements AutoCloseable {
    private static final int PAGE = 4096;
    private static final int ALIGNMENT = 8;

    private final ScratchDirectory directory = new ScratchDirectory();
    private final MappedByteBuffer bytes;
    private final UnsafeBuffer buffer;
    private int tail;
    private int head;

    BareLog(final int records, final int size) throws IOException {
        final int length = records * stride(size) + Integer.BYTES;
        try (FileChannel file = FileChannel.open(
                directory.path().resolve("bare"),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            bytes = file.map(FileChannel.MapMode.READ_WRITE, 0, length);
        }
        for (int index = 0; index < length; index += PAGE) {
            bytes.put(index, (byte) 0);
        }
        buffer = new UnsafeBuffer(bytes);
    }

    /** Index of the value. */
    int append(final DirectBuffer value, final int length) {
        final int index = tail + Integer.BYTES;
        buffer.putBytes(index, value, 0, length);
        buffer.putIntOrdered(tail, length);
        tail += stride(length);
        return index;
    }

    void rewind() {
        head = 0;
    }

    /** Index of the next value, or -1 behind the last one. */
    int next() {
        final int length = buffer.getIntVolatile(head);
        if (length == 0) {
            return -1;
        }
        final int index = head + Integer.BYTES;
        head += stride(length);
        return index;
    }

    DirectBuffer buffer() {
        return buffer;
    }

    @Override
    public void close() throws IOException {
        BufferUtil.free(bytes);
        directory.close();
    }

    private static int stride(final int length) {
        return BitUtil.align(length + Integer.BYTES, ALIGNMENT);
    }
}
