/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

import io.taffrail.log.Record;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** What is published: a number that nobody else publishes, and as many bytes as follow from it. */
final class Value {
    private static final int HEAD = Long.BYTES;
    private static final int PUBLISHER_SHIFT = 40;
    private static final int LIFE_SHIFT = 24;
    private static final int MAX_FILL = 600;
    private static final int LARGE_FILL = 14_000;

    private Value() {}

    /** The first number of a publisher in one of its lives. */
    static long first(final int publisher, final int life) {
        return (long) publisher << PUBLISHER_SHIFT | (long) life << LIFE_SHIFT;
    }

    static int length(final long number) {
        final long mixed = mix(number);
        final boolean isLarge = (mixed & 0x3F) == 0; // more than fits a packet
        return HEAD + (int) ((mixed >>> 8) % (isLarge ? LARGE_FILL : MAX_FILL));
    }

    static void write(final long number, final MutableDirectBuffer buffer, final int index) {
        buffer.putLong(index, number, ByteOrder.LITTLE_ENDIAN);
        buffer.setMemory(index + HEAD, length(number) - HEAD, (byte) mix(number));
    }

    /** The number of a record whose bytes are all as they were published. */
    static long read(final Record record) {
        final DirectBuffer buffer = record.buffer();
        final int index = record.valueIndex();
        final int length = record.valueLength();
        final long number = length < HEAD ? -1 : buffer.getLong(index, ByteOrder.LITTLE_ENDIAN);
        boolean isWhole = number >= 0 && length == length(number);
        for (int i = HEAD; isWhole && i < length; i++) {
            isWhole = buffer.getByte(index + i) == (byte) mix(number);
        }
        if (!isWhole) {
            throw new AssertionError(
                    "bytes differ: offset=" + record.offset() + " number=" + number + " length=" + length);
        }
        return number;
    }

    private static long mix(final long number) {
        final long mixed = (number ^ number >>> 33) * 0xFF51AFD7ED558CCDL;
        return mixed ^ mixed >>> 29;
    }
}
