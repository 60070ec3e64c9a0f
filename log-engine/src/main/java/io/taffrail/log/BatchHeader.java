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
import static io.taffrail.codecs.layout.LogFormat.PRODUCER_EPOCH_OFFSET;
import static io.taffrail.codecs.layout.LogFormat.PRODUCER_ID_OFFSET;
import static io.taffrail.codecs.layout.LogFormat.RECORD_COUNT_OFFSET;
import static io.taffrail.codecs.layout.LogFormat.TERM_OFFSET;
import static io.taffrail.codecs.layout.LogFormat.VERSION_OFFSET;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.storage.NativeBuffer;

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
    private static final int VERSION_SHIFT = (VERSION_OFFSET - TERM_OFFSET) * 8;
    private static final long VERSION_BITS = (long) BATCH_VERSION << VERSION_SHIFT;
    private static final int ATTRIBUTES_SHIFT = (ATTRIBUTES_OFFSET - TERM_OFFSET) * 8;
    private static final int EPOCH_SHIFT = (PRODUCER_EPOCH_OFFSET - BASE_SEQUENCE_OFFSET) * 8;
    /** Base sequence -1, producer epoch -1, reserved 0. */
    private static final long NO_SEQUENCE = 0x0000_FFFF_FFFF_FFFFL;

    private BatchHeader() {}

    static int lengthVolatile(final NativeBuffer buffer, final long position) {
        return buffer.getIntVolatileUnchecked(position + LENGTH_OFFSET);
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

    static void putProducer(
            final NativeBuffer buffer,
            final long position,
            final long producerId,
            final int epoch,
            final int baseSequence) {
        buffer.putLongUnchecked(position + PRODUCER_ID_OFFSET, producerId);
        buffer.putLongUnchecked(
                position + BASE_SEQUENCE_OFFSET, (long) epoch << EPOCH_SHIFT | baseSequence & 0xFFFF_FFFFL);
    }

    static void putCounts(
            final NativeBuffer buffer, final long position, final int lastOffsetDelta, final int records) {
        buffer.putLongUnchecked(
                position + LAST_OFFSET_DELTA_OFFSET, (long) records << 32 | (lastOffsetDelta & 0xFFFF_FFFFL));
    }

    static void putCrc(final NativeBuffer buffer, final long position, final int crc) {
        buffer.putIntUnchecked(position + CRC_OFFSET, crc);
    }

    static int crc(final NativeBuffer buffer, final long position) {
        return buffer.getIntUnchecked(position + CRC_OFFSET);
    }

    static long baseOffset(final NativeBuffer buffer, final long position) {
        return buffer.getLongUnchecked(position + BASE_OFFSET_OFFSET);
    }

    static int term(final NativeBuffer buffer, final long position) {
        return buffer.getIntUnchecked(position + TERM_OFFSET);
    }

    static int attributes(final NativeBuffer buffer, final long position) {
        return (short) buffer.getIntUnchecked(position + ATTRIBUTES_OFFSET);
    }

    static byte version(final NativeBuffer buffer, final long position) {
        return (byte) (buffer.getLongUnchecked(position + TERM_OFFSET) >>> VERSION_SHIFT);
    }

    static long baseTimestamp(final NativeBuffer buffer, final long position) {
        return buffer.getLongUnchecked(position + BASE_TIMESTAMP_OFFSET);
    }

    static long maxTimestamp(final NativeBuffer buffer, final long position) {
        return buffer.getLongUnchecked(position + MAX_TIMESTAMP_OFFSET);
    }

    static long producerId(final NativeBuffer buffer, final long position) {
        return buffer.getLongUnchecked(position + PRODUCER_ID_OFFSET);
    }

    static int baseSequence(final NativeBuffer buffer, final long position) {
        return buffer.getIntUnchecked(position + BASE_SEQUENCE_OFFSET);
    }

    static int producerEpoch(final NativeBuffer buffer, final long position) {
        return (short) buffer.getIntUnchecked(position + PRODUCER_EPOCH_OFFSET);
    }

    static int lastOffsetDelta(final NativeBuffer buffer, final long position) {
        return buffer.getIntUnchecked(position + LAST_OFFSET_DELTA_OFFSET);
    }

    static int recordCount(final NativeBuffer buffer, final long position) {
        return buffer.getIntUnchecked(position + RECORD_COUNT_OFFSET);
    }

    static boolean isCompressed(final int attributes) {
        return (attributes & LogFormat.ATTRIBUTE_COMPRESSION_MASK) != 0;
    }

    static boolean isTransactional(final int attributes) {
        return (attributes & LogFormat.ATTRIBUTE_TRANSACTIONAL) != 0;
    }

    static boolean isControl(final int attributes) {
        return (attributes & LogFormat.ATTRIBUTE_CONTROL) != 0;
    }

    static boolean isVoid(final int attributes) {
        return (attributes & LogFormat.ATTRIBUTE_VOID) != 0;
    }

    static boolean isFiller(final int attributes) {
        return (attributes & LogFormat.ATTRIBUTE_FILLER) != 0;
    }
}
