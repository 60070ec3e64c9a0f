/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.targets;

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
    private static final int PART = 128 << 10;

    private TouchedFile() {}

    static MappedByteBuffer map(final Path path, final long length) throws IOException {
        if (length > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a mapping holds 2 GiB at most, and " + length
                    + " bytes are needed: send fewer or smaller values, or for fewer seconds");
        }
        final MappedByteBuffer bytes;
        try (FileChannel file = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final ByteBuffer zeros = ByteBuffer.allocateDirect(PART);
            for (long position = 0; position < length; position += PART) {
                file.write(zeros.clear().limit((int) Math.min(PART, length - position)), position);
            }
            bytes = file.map(FileChannel.MapMode.READ_WRITE, 0, length);
        }
        bytes.order(ByteOrder.nativeOrder());
        for (long position = 0; position < length; position += PAGE) {
            bytes.put((int) position, (byte) 0);
        }
        return bytes;
    }
}
