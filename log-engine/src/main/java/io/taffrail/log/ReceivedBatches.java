/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Checks batches that came from another node, one behind the other in a buffer, before any byte of them is stored.
 *
 * <p>Threading: one thread. Allocates nothing while the bytes come from some few arrays and byte buffers in turn, as they do
 * where a transport hands out its own buffers.
 */
final class ReceivedBatches {
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final int ATTRIBUTES_MASK = 0xFFFF;
    private static final int KNOWN_SOURCES = 8;

    private final CRC32C crc = new CRC32C();
    private final long logId;
    private final Object[] sources = new Object[KNOWN_SOURCES];
    private final ByteBuffer[] views = new ByteBuffer[KNOWN_SOURCES];
    private int lastSource;
    private ByteBuffer bytes;
    private DirectBuffer buffer;
    private int bytesFrom;

    ReceivedBatches(final long logId) {
        this.logId = logId;
    }

    /**
     * Check all.
     *
     * @param newBuffer  that holds them.
     * @param index      of the first one.
     * @param length     of all, each padded to its alignment.
     * @param nextOffset that the first one must have.
     * @param lastTerm   below which no term may be.
     * @param maxBytes   that one may have, padded.
     * @return 0, or a negative result of {@link FollowerAppender}.
     */
    long check(
            final DirectBuffer newBuffer,
            final int index,
            final int length,
            final long nextOffset,
            final int lastTerm,
            final int maxBytes) {
        newBuffer.boundsCheck(index, length);
        over(newBuffer);
        long expected = nextOffset;
        int term = lastTerm;
        int at = index;
        final int end = index + length;
        while (at < end) {
            if (end - at < LogFormat.BATCH_HEADER_LENGTH || !isLength(length(at), end - at)) {
                return FollowerAppender.MALFORMED;
            }
            if (LogFormat.alignedBatchLength(length(at)) > maxBytes) {
                return PublishResult.TOO_LARGE;
            }
            final long problem = checkBatch(at, expected, term);
            if (problem < 0) {
                return problem;
            }
            term = term(at);
            expected += records(at);
            at += LogFormat.alignedBatchLength(length(at));
        }
        return 0;
    }

    int length(final int at) {
        return buffer.getInt(at + LogFormat.LENGTH_OFFSET, ORDER);
    }

    int term(final int at) {
        return buffer.getInt(at + LogFormat.TERM_OFFSET, ORDER);
    }

    /** Offsets that the batch takes. */
    int records(final int at) {
        return buffer.getInt(at + LogFormat.LAST_OFFSET_DELTA_OFFSET, ORDER) + 1;
    }

    /** Let go of all buffers. */
    void release() {
        Arrays.fill(sources, null);
        Arrays.fill(views, null);
        bytes = null;
        buffer = null;
    }

    private long checkBatch(final int at, final long expected, final int lastTerm) {
        if (buffer.getInt(at + LogFormat.CRC_OFFSET, ORDER) != sum(at)) {
            return FollowerAppender.DAMAGED;
        }
        final int attributes = buffer.getShort(at + LogFormat.ATTRIBUTES_OFFSET, ORDER) & ATTRIBUTES_MASK;
        final int count = buffer.getInt(at + LogFormat.RECORD_COUNT_OFFSET, ORDER);
        final int most = BatchHeader.isCompressed(attributes)
                ? records(at)
                : (length(at) - LogFormat.BATCH_HEADER_LENGTH) / LogFormat.RECORD_PREFIX_LENGTH;
        final boolean isCount = BatchHeader.isVoid(attributes) ? count == 0 : count >= 1 && count <= most;
        if (buffer.getByte(at + LogFormat.VERSION_OFFSET) != LogFormat.BATCH_VERSION
                || (attributes & ~LogFormat.ATTRIBUTE_ALLOWED_MASK) != 0
                || BatchHeader.isFiller(attributes)
                || !BatchCheck.isKnownCompression(attributes)
                || records(at) < 1
                || records(at) < count
                || !isCount
                || BatchHeader.isControl(attributes) && !EndMarker.isSound(buffer, at, length(at))) {
            return FollowerAppender.MALFORMED;
        }
        if (buffer.getLong(at + LogFormat.BASE_OFFSET_OFFSET, ORDER) != expected) {
            return FollowerAppender.UNEXPECTED_OFFSET;
        }
        return term(at) < lastTerm || term(at) < 1 ? FollowerAppender.UNEXPECTED_TERM : 0;
    }

    private static boolean isLength(final int length, final int available) {
        return BatchCheck.ofLength(length, available) == BatchCheck.SOUND;
    }

    private int sum(final int at) {
        final int from = at + bytesFrom;
        crc.reset();
        bytes.limit(from + LogFormat.alignedBatchLength(length(at))).position(from + LogFormat.CRC_COVERED_FROM);
        crc.update(bytes);
        return (int) crc.getValue() ^ LogFormat.crcSeed(logId, length(at));
    }

    /** Have a byte buffer over what a buffer wraps, since checksums need one. */
    private void over(final DirectBuffer newBuffer) {
        final Object newSource = newBuffer.byteArray() != null ? newBuffer.byteArray() : newBuffer.byteBuffer();
        if (newSource == null) {
            copyOf(newBuffer);
            return;
        }
        if (newSource != sources[lastSource] && !isKnown(newSource)) {
            lastSource = (lastSource + 1) % KNOWN_SOURCES;
            sources[lastSource] = newSource;
            views[lastSource] = newBuffer.byteArray() != null
                    ? ByteBuffer.wrap(newBuffer.byteArray())
                    : newBuffer.byteBuffer().duplicate();
        }
        bytes = views[lastSource];
        bytes.clear();
        buffer = newBuffer;
        bytesFrom = newBuffer.wrapAdjustment();
    }

    private boolean isKnown(final Object source) {
        for (int i = 0; i < KNOWN_SOURCES; i++) {
            if (sources[i] == source) {
                lastSource = i;
                return true;
            }
        }
        return false;
    }

    /** Memory without an object: rare, so it may cost a copy. */
    private void copyOf(final DirectBuffer newBuffer) {
        final byte[] copy = new byte[newBuffer.capacity()];
        newBuffer.getBytes(0, copy);
        bytes = ByteBuffer.wrap(copy);
        buffer = new UnsafeBuffer(copy);
        bytesFrom = 0;
    }
}
