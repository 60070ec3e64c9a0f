/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Two alternating slots, of which the newest sound one counts: a structure that begins with a sequence and ends with a
 * CRC32C of the bytes before it. A torn write harms the older content only.
 */
final class Slots {
    private static final int CRC_LENGTH = 4;

    private Slots() {}

    /** Position of the slot that is sound and newest, or -1. */
    static int newest(final DirectBuffer buffer, final int slot0, final int slot1, final int length) {
        final boolean isSound0 = isSound(buffer, slot0, length);
        final boolean isSound1 = isSound(buffer, slot1, length);
        if (isSound0 && isSound1) {
            return sequence(buffer, slot0) > sequence(buffer, slot1) ? slot0 : slot1;
        }
        return isSound0 ? slot0 : isSound1 ? slot1 : -1;
    }

    /** Store the checksum of a slot that was filled. */
    static void seal(final MutableDirectBuffer buffer, final int slot, final int length) {
        buffer.putInt(slot + length - CRC_LENGTH, crc(buffer, slot, length), ByteOrder.LITTLE_ENDIAN);
    }

    /** Checksum of a number. */
    static int crcOf(final long number) {
        final CRC32C crc = new CRC32C();
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            crc.update((int) (number >>> shift) & 0xFF);
        }
        return (int) crc.getValue();
    }

    private static boolean isSound(final DirectBuffer buffer, final int slot, final int length) {
        return sequence(buffer, slot) > 0
                && buffer.getInt(slot + length - CRC_LENGTH, ByteOrder.LITTLE_ENDIAN) == crc(buffer, slot, length);
    }

    private static long sequence(final DirectBuffer buffer, final int slot) {
        return buffer.getLong(slot, ByteOrder.LITTLE_ENDIAN);
    }

    private static int crc(final DirectBuffer buffer, final int slot, final int length) {
        final byte[] bytes = new byte[length - CRC_LENGTH];
        buffer.getBytes(slot, bytes);
        final CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
