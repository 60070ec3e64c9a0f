/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The values of records that are published by processes which die: all bytes follow from which life of the process, which
 * lane (publisher) and which attempt of it, so that whoever reads one can tell whether it is whole.
 */
final class LifeValue {
    static final int MAX_LENGTH = 12_000;

    private static final int HEADER = 16;
    private static final int LARGE_EVERY = 64;
    private static final int SMALL = 512;

    private final UnsafeBuffer expected = new UnsafeBuffer(new byte[MAX_LENGTH + Long.BYTES]);

    static int length(final int life, final int lane, final long number) {
        final long mixed = mix(life * 31L + lane, number);
        final int random = (int) (mixed >>> 33);
        return HEADER + random % ((mixed & LARGE_EVERY - 1) == 0 ? MAX_LENGTH - HEADER : SMALL);
    }

    /** Fill a part of a value, from and to multiples of 8 (or its end). */
    static void fill(final MutableDirectBuffer to, final int life, final int lane, final long number) {
        final int length = length(life, lane, number);
        to.putInt(0, life);
        to.putInt(4, lane);
        to.putLong(8, number);
        int at = HEADER;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            to.putLong(at, mix(number * 7 + lane, at + (long) life));
        }
        for (; at < length; at++) {
            to.putByte(at, (byte) (number + at));
        }
    }

    /** What was read, or a failure when it is not what was ever given to publish. */
    Found read(final io.taffrail.log.Record record) {
        final DirectBuffer buffer = record.buffer();
        final int at = record.valueIndex();
        final int length = record.valueLength();
        if (length < HEADER || length > MAX_LENGTH) {
            throw new AssertionError("not a value of ours: offset=" + record.offset() + " valueLength=" + length);
        }
        final int life = buffer.getInt(at);
        final int lane = buffer.getInt(at + 4);
        final long number = buffer.getLong(at + 8);
        fillExpected(life, lane, number, record.offset());
        if (length(life, lane, number) != length) {
            throw new AssertionError("torn record: offset=" + record.offset() + " valueLength=" + length);
        }
        for (int i = 0; i < length; i++) {
            if (buffer.getByte(at + i) != expected.getByte(i)) {
                throw new AssertionError("torn record: offset=" + record.offset() + " byte=" + i + " life=" + life
                        + " lane=" + lane + " number=" + number);
            }
        }
        return new Found(record.offset(), life, lane, number, checksum(expected, length), record.term());
    }

    static int checksum(final UnsafeBuffer value, final int length) {
        final CRC32C crc = new CRC32C();
        crc.update(value.byteArray(), 0, length);
        return (int) crc.getValue();
    }

    private void fillExpected(final int life, final int lane, final long number, final long offset) {
        if (life < 0 || lane < 0 || lane >= LifeNotes.PUBLISHERS || number < 0) {
            throw new AssertionError(
                    "never published: offset=" + offset + " life=" + life + " lane=" + lane + " number=" + number);
        }
        fill(expected, life, lane, number);
    }

    private static long mix(final long a, final long b) {
        long z = a * 0x9E37_79B9_7F4A_7C15L + b * 0xD1B5_4A32_D192_ED03L;
        z = (z ^ z >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ z >>> 27) * 0x94D0_49BB_1331_11EBL;
        return z ^ z >>> 31;
    }

    /** A record that was read. */
    record Found(long offset, int life, int lane, long number, int checksum, int term) {
        boolean isSame(final LifeNotes.Note note) {
            return life == note.life() && lane == note.lane() && number == note.number() && checksum == note.checksum();
        }
    }
}
