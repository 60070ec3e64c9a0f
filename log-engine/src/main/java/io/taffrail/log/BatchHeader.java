/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static io.taffrail.codecs.layout.LogFormat.ATTRIBUTES_OFFSET;
import static io.taffrail.codecs.layout.LogFormat.BASE_OFFSET_OFFSET;
import static io.taffrail.codecs.layout.LogFormat.BASE_SEQUENCE_OFFSET;
import static io.taffrail.codecs.layout.LogFormat.BASE_TIMESTAMP_OFFSET;
import static io.taffrail.codecs.layout.LogFormat.BATCH_VERSION;
import static io.taffrail.codecs.layout.LogFormat.CRC_OFFSET;
import static io.taffrail.codecs.layout.LogFormat.LAST_OFFSET_DELTA_OFFSET;
import static io.taffrail.codecs.layout.LogFormat.LENGTH_OFFSET;
import static io.taffrail.codecs.layout.LogFormat.MAX_TIMESTAMP_OFFSET;
import static io.taffrail.codecs.layout.LogFormat.PRODUCER_ID_OFFSET;
import static io.taffrail.codecs.layout.LogFormat.RECORD_COUNT_OFFSET;
import static io.taffrail.codecs.layout.LogFormat.TERM_OFFSET;
import static io.taffrail.codecs.layout.LogFormat.VERSION_OFFSET;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.storage.NativeBuffer;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Access to the header of the batch at a position of a segment.
 *
 * <p>The length field is the batch's state and the only field that two threads use at once:
 *
 * <pre>
 *   0            free: never claimed, or claimed an instant ago
 *   -length      claimed: its owner is filling it            (stored with release right after the claim)
 *   length       committed: readers may see it               (compare-and-set from -length, after everything else)
 *   DEAD_CLAIM   revoked at a fence while it was open        (compare-and-set from -length)
 * </pre>
 *
 * The two compare-and-sets decide between a commit and a fence: exactly one of them succeeds, so a claim that was
 * reported as fenced can never become visible, and one that was reported as committed was not cut at its own place.
 * A commit pairs with {@link #lengthVolatile}.
 *
 * <p>Little endian machines only; the engine checks that at start.
 */
final class BatchHeader {
    private static final long VERSION_BITS = (long) BATCH_VERSION << ((VERSION_OFFSET - TERM_OFFSET) * 8);
    private static final int ATTRIBUTES_SHIFT = (ATTRIBUTES_OFFSET - TERM_OFFSET) * 8;
    /** Base sequence -1, producer epoch -1, reserved 0. */
    private static final long NO_SEQUENCE = 0x0000_FFFF_FFFF_FFFFL;

    private BatchHeader() {}

    static int lengthVolatile(final UnsafeBuffer buffer, final int position) {
        return buffer.getIntVolatile(position + LENGTH_OFFSET);
    }

    static void claimRelease(final NativeBuffer buffer, final long position, final int length) {
        buffer.putIntReleaseUnchecked(position + LENGTH_OFFSET, -length);
    }

    /** Make a batch visible; false if a fence revoked the claim. */
    static boolean commit(final NativeBuffer buffer, final long position, final int length) {
        return buffer.compareAndSetIntUnchecked(position + LENGTH_OFFSET, -length, length);
    }

    /** Revoke an open claim; false if it was committed first. */
    static boolean revoke(final NativeBuffer buffer, final long position, final int claimed) {
        return buffer.compareAndSetIntUnchecked(position + LENGTH_OFFSET, claimed, LogFormat.DEAD_CLAIM);
    }

    /** Store a length with release, where no other thread can: by recovery, and for a filler. */
    static void lengthRelease(final NativeBuffer buffer, final long position, final int length) {
        buffer.putIntReleaseUnchecked(position + LENGTH_OFFSET, length);
    }

    static void putIdentity(
            final NativeBuffer buffer,
            final long position,
            final long baseOffset,
            final int term,
            final int attributes) {
        buffer.putLongUnchecked(position + BASE_OFFSET_OFFSET, baseOffset);
        buffer.putLongUnchecked(
                position + TERM_OFFSET,
                VERSION_BITS | (attributes & 0xFFFFL) << ATTRIBUTES_SHIFT | (term & 0xFFFF_FFFFL));
    }

    static void putTimes(final NativeBuffer buffer, final long position, final long base, final long max) {
        buffer.putLongUnchecked(position + BASE_TIMESTAMP_OFFSET, base);
        buffer.putLongUnchecked(position + MAX_TIMESTAMP_OFFSET, max);
    }

    static void putNoProducer(final NativeBuffer buffer, final long position) {
        buffer.putLongUnchecked(position + PRODUCER_ID_OFFSET, LogFormat.NO_PRODUCER);
        buffer.putLongUnchecked(position + BASE_SEQUENCE_OFFSET, NO_SEQUENCE);
    }

    static void putCounts(
            final NativeBuffer buffer, final long position, final int lastOffsetDelta, final int records) {
        buffer.putLongUnchecked(
                position + LAST_OFFSET_DELTA_OFFSET, (long) records << 32 | (lastOffsetDelta & 0xFFFF_FFFFL));
    }

    static void putCrc(final NativeBuffer buffer, final long position, final int crc) {
        buffer.putIntUnchecked(position + CRC_OFFSET, crc);
    }

    static int crc(final UnsafeBuffer buffer, final int position) {
        return buffer.getInt(position + CRC_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    static long baseOffset(final UnsafeBuffer buffer, final int position) {
        return buffer.getLong(position + BASE_OFFSET_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    static int term(final UnsafeBuffer buffer, final int position) {
        return buffer.getInt(position + TERM_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    static int attributes(final UnsafeBuffer buffer, final int position) {
        return buffer.getShort(position + ATTRIBUTES_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    static byte version(final UnsafeBuffer buffer, final int position) {
        return buffer.getByte(position + VERSION_OFFSET);
    }

    static long baseTimestamp(final UnsafeBuffer buffer, final int position) {
        return buffer.getLong(position + BASE_TIMESTAMP_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    static long maxTimestamp(final UnsafeBuffer buffer, final int position) {
        return buffer.getLong(position + MAX_TIMESTAMP_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    static long producerId(final UnsafeBuffer buffer, final int position) {
        return buffer.getLong(position + PRODUCER_ID_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    static int lastOffsetDelta(final UnsafeBuffer buffer, final int position) {
        return buffer.getInt(position + LAST_OFFSET_DELTA_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    static int recordCount(final UnsafeBuffer buffer, final int position) {
        return buffer.getInt(position + RECORD_COUNT_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    static boolean isVoid(final int attributes) {
        return (attributes & LogFormat.ATTRIBUTE_VOID) != 0;
    }

    static boolean isFiller(final int attributes) {
        return (attributes & LogFormat.ATTRIBUTE_FILLER) != 0;
    }
}
