/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A new file of zeros, mapped, every page touched. */
final class TouchedFile {
    private static final int PAGE = 4096;

    private TouchedFile() {}

    static MappedByteBuffer map(final Path path, final long length) throws IOException {
        final MappedByteBuffer bytes;
        try (FileChannel file = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
            for (long position = 0; position < length; position += zeros.capacity()) {
                file.write(zeros.clear().limit((int) Math.min(zeros.capacity(), length - position)), position);
            }
            bytes = file.map(FileChannel.MapMode.READ_WRITE, 0, length);
        }
        bytes.order(ByteOrder.nativeOrder());
        for (int position = 0; position < length; position += PAGE) {
            bytes.put(position, (byte) 0);
        }
        return bytes;
    }
}
