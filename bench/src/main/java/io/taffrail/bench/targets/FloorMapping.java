/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.targets;

import io.taffrail.storage.NativeBuffer;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;

/**
 * The least that a record of our format can cost: one addition, a header of the same size, the copy, the checksum, one
 * compare-and-set. No segments, no fence, no clock, no refusals. Its reader verifies nothing.
 */
public final class FloorMapping implements Target {
    static final int HEADER = 88;

    private static final int LINE = 64;
    private static final int CRC = 4;
    private static final int CRC_FROM = 8;

    private final MappedByteBuffer bytes;
    private final NativeBuffer buffer;
    private final boolean hasChecksum;
    private final AtomicLong tail = new AtomicLong();

    FloorMapping(final TargetPlan plan, final boolean hasChecksum) throws IOException {
        final long room = plan.expectedValues() * BitUtil.align(HEADER + plan.valueBytes(), LINE) + LINE;
        bytes = TouchedFile.map(plan.directory().resolve("floor"), room);
        buffer = new NativeBuffer(bytes);
        this.hasChecksum = hasChecksum;
    }

    @Override
    public Sender sender(final int index) {
        final MappedByteBuffer view = (MappedByteBuffer) bytes.duplicate();
        final CRC32C crc = new CRC32C();
        return (value, length) -> {
            final int frame = BitUtil.align(HEADER + length, LINE);
            final long at = tail.getAndAdd(frame);
            buffer.putIntReleaseUnchecked(at, -frame);
            for (int field = CRC_FROM; field < HEADER; field += Long.BYTES) {
                buffer.putLongUnchecked(at + field, length);
            }
            buffer.putBytesUnchecked(at + HEADER, value, 0, length);
            if (hasChecksum) {
                crc.reset();
                crc.update(view.limit((int) at + frame).position((int) at + CRC_FROM));
                buffer.putIntUnchecked(at + CRC, (int) crc.getValue());
            }
            return buffer.compareAndSetIntUnchecked(at, -frame, frame);
        };
    }

    @Override
    public Receiver receiver(final int index) {
        return new Reading();
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("checksum", hasChecksum ? "CRC32C, written and not verified" : "none");
    }

    @Override
    public void close() {
        BufferUtil.free(bytes);
    }

    private final class Reading implements Receiver {
        private int head;

        @Override
        public int poll(final ValueHandler handler) {
            final int frame = buffer.getIntVolatile(head);
            if (frame <= 0) {
                return 0;
            }
            handler.onValue(buffer, head + HEADER, (int) buffer.getLongUnchecked(head + CRC_FROM));
            head += frame;
            return 1;
        }
    }

    /** {@code floor}, with the checksum. */
    public static final class Provider implements TargetProvider {
        /** For the service loader. */
        public Provider() {
            // nothing to set
        }

        @Override
        public String name() {
            return "floor";
        }

        @Override
        public String description() {
            return "the least a checksummed record of our format can cost";
        }

        @Override
        public boolean isEndless() {
            return false;
        }

        @Override
        public Target open(final TargetPlan plan) throws IOException {
            return new FloorMapping(plan, true);
        }
    }

    /** {@code floor-unchecked}, without it. */
    public static final class UncheckedProvider implements TargetProvider {
        /** For the service loader. */
        public UncheckedProvider() {
            // nothing to set
        }

        @Override
        public String name() {
            return "floor-unchecked";
        }

        @Override
        public String description() {
            return "the same without the checksum";
        }

        @Override
        public boolean isEndless() {
            return false;
        }

        @Override
        public Target open(final TargetPlan plan) throws IOException {
            return new FloorMapping(plan, false);
        }
    }
}
