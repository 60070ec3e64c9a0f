/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench;

import io.taffrail.storage.NativeBuffer;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The least that a record of our format can cost: one addition, a header of the same size, the copy, the checksum, one
 * compare-and-set. No segments, no fence, no clock, no refusals, no publisher.
 */
final class FloorMapping implements Target {
    private static final int HEADER = 88;
    private static final int CRC = 4;
    private static final int CRC_FROM = 8;

    private final MappedByteBuffer bytes;
    private final NativeBuffer buffer;
    private final boolean hasChecksum;
    private final CRC32C crc = new CRC32C();
    private final AtomicLong tail = new AtomicLong();
    private int head;

    FloorMapping(final Path directory, final long length, final boolean hasChecksum) throws IOException {
        bytes = TouchedFile.map(directory.resolve("floor"), length);
        buffer = new NativeBuffer(bytes);
        this.hasChecksum = hasChecksum;
    }

    @Override
    public boolean publish(final UnsafeBuffer value, final int length) {
        final int frame = BitUtil.align(HEADER + length, 64);
        final long at = tail.getAndAdd(frame);
        buffer.putIntReleaseUnchecked(at, -frame);
        for (int field = CRC_FROM; field < HEADER; field += Long.BYTES) {
            buffer.putLongUnchecked(at + field, length);
        }
        buffer.putBytesUnchecked(at + HEADER, value, 0, length);
        if (hasChecksum) {
            crc.reset();
            crc.update(bytes.limit((int) at + frame).position((int) at + CRC_FROM));
            buffer.putIntUnchecked(at + CRC, (int) crc.getValue());
        }
        return buffer.compareAndSetIntUnchecked(at, -frame, frame);
    }

    @Override
    public int poll() {
        final int frame = buffer.getIntVolatile(head);
        if (frame <= 0) {
            return 0;
        }
        head += frame;
        return 1;
    }

    @Override
    public void close() {
        BufferUtil.free(bytes);
    }
}
