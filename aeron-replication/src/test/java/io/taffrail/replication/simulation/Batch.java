/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import io.taffrail.codecs.layout.LogFormat;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** A value as bytes: a batch's header with the fields that replication looks at, now and then a long tail behind it. */
final class Batch {
    static final int LARGEST = 7 * LogFormat.BATCH_HEADER_LENGTH;

    private static final int LARGE_ONE_IN = 29;
    private static final int BROKEN = -1;

    private Batch() {}

    static int lengthOf(final Value value) {
        return Math.floorMod(value.value(), LARGE_ONE_IN) == 1 ? LARGEST : LogFormat.BATCH_HEADER_LENGTH;
    }

    static int crcOf(final long offset, final Value value) {
        final long mixed =
                (offset * 31 + value.term()) * 0x9E37_79B9_7F4A_7C15L + value.value() * 0x2545_F491_4F6C_DD1DL;
        return (int) (mixed ^ mixed >>> 32) | 1;
    }

    static int write(final MutableDirectBuffer buffer, final int index, final long offset, final Value value) {
        final int length = lengthOf(value);
        buffer.setMemory(index, length, (byte) value.value());
        buffer.putInt(index, length, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(index + LogFormat.CRC_OFFSET, crcOf(offset, value), ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(index + LogFormat.BASE_OFFSET_OFFSET, offset, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(index + LogFormat.TERM_OFFSET, value.term(), ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(index + LogFormat.BASE_TIMESTAMP_OFFSET, value.value(), ByteOrder.LITTLE_ENDIAN);
        return length;
    }

    static int lengthAt(final DirectBuffer buffer, final int index) {
        return buffer.getInt(index, ByteOrder.LITTLE_ENDIAN);
    }

    static long offsetAt(final DirectBuffer buffer, final int index) {
        return buffer.getLong(index + LogFormat.BASE_OFFSET_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /** The value, or null when the bytes are not what was written. */
    static Value read(final DirectBuffer buffer, final int index, final int room) {
        final Value value = new Value(
                buffer.getInt(index + LogFormat.TERM_OFFSET, ByteOrder.LITTLE_ENDIAN),
                buffer.getLong(index + LogFormat.BASE_TIMESTAMP_OFFSET, ByteOrder.LITTLE_ENDIAN));
        final int length = lengthAt(buffer, index);
        final int crc = buffer.getInt(index + LogFormat.CRC_OFFSET, ByteOrder.LITTLE_ENDIAN);
        final boolean isSound = length == lengthOf(value)
                && length <= room
                && crc == crcOf(offsetAt(buffer, index), value)
                && isTailSound(buffer, index, length, (byte) value.value());
        return isSound ? value : null;
    }

    private static boolean isTailSound(
            final DirectBuffer buffer, final int index, final int length, final byte filling) {
        int broken = BROKEN;
        for (int i = LogFormat.BATCH_HEADER_LENGTH; i < length; i++) {
            broken = buffer.getByte(index + i) == filling ? broken : i;
        }
        return broken == BROKEN;
    }
}
