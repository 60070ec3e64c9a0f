/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.settings.CompressionType;
import io.taffrail.storage.NativeBuffer;
import java.nio.file.Path;

/**
 * Decides whether the bytes at a position are a sound batch.
 *
 * <p>Order matters: nothing but the length is believed before the checksum has been found right.
 */
enum BatchCheck {
    /** A sound batch or void with the expected offset. */
    SOUND,
    /** A sound filler: the segment ends here. */
    FILLER,
    /** Length 0: nothing was committed here. */
    EMPTY,
    /** Negative length: a claim that was open, or revoked. */
    OPEN_CLAIM,
    /** The length cannot be one: shorter than a header, or past the end. */
    BAD_LENGTH,
    /** The checksum differs. */
    BAD_CRC,
    /** The checksum is right, but the batch is not the one expected here. */
    UNEXPECTED;

    /** Whether the length alone is possible. */
    static BatchCheck ofLength(final int length, final long available) {
        if (length == 0) {
            return EMPTY;
        }
        if (length < 0) {
            return OPEN_CLAIM;
        }
        if (length < LogFormat.BATCH_HEADER_LENGTH
                || length > LogFormat.SEGMENT_HEADER_LENGTH + (1 << 30)
                || LogFormat.alignedBatchLength(length) > available) {
            return BAD_LENGTH;
        }
        return SOUND;
    }

    /** Check a batch whose aligned bytes are all in the buffer. */
    static BatchCheck ofBatch(
            final NativeBuffer buffer, final int index, final int length, final BatchChecksum checksum) {
        if (BatchHeader.crc(buffer, index) != checksum.of(index, length)) {
            return BAD_CRC;
        }
        final int attributes = BatchHeader.attributes(buffer, index);
        if (BatchHeader.version(buffer, index) != LogFormat.BATCH_VERSION
                || (attributes & ~LogFormat.ATTRIBUTE_ALLOWED_MASK) != 0) {
            return UNEXPECTED;
        }
        if (BatchHeader.isFiller(attributes)) {
            return FILLER;
        }
        final boolean isBadMarker = BatchHeader.isControl(attributes) && !EndMarker.isSound(buffer, index, length);
        return BatchHeader.lastOffsetDelta(buffer, index) < 0 || isBadMarker || !isKnownCompression(attributes)
                ? UNEXPECTED
                : SOUND;
    }

    /** Whether a batch says how it is compressed, if it is; one without records of publishers cannot be. */
    static boolean isKnownCompression(final int attributes) {
        return !BatchHeader.isCompressed(attributes)
                || CompressionType.ofId(attributes & LogFormat.ATTRIBUTE_COMPRESSION_MASK) != null
                        && !BatchHeader.isVoid(attributes)
                        && !BatchHeader.isControl(attributes)
                        && !BatchHeader.isFiller(attributes);
    }

    /** The exception that names what is wrong with the batch at an index. */
    CorruptLogException exception(
            final Path path,
            final long position,
            final NativeBuffer buffer,
            final int index,
            final BatchChecksum checksum) {
        final int length = BatchHeader.lengthVolatile(buffer, index);
        return switch (this) {
            case BAD_CRC ->
                new CorruptLogException(
                        path,
                        position,
                        "crc=" + Integer.toHexString(checksum.of(index, length)),
                        "crc=" + Integer.toHexString(BatchHeader.crc(buffer, index)) + " length=" + length,
                        "bytes of the batch changed after it was written, for example on the disk");
            case UNEXPECTED ->
                new CorruptLogException(
                        path,
                        position,
                        "batchVersion=" + LogFormat.BATCH_VERSION,
                        "batchVersion=" + BatchHeader.version(buffer, index) + " attributes="
                                + Integer.toHexString(BatchHeader.attributes(buffer, index)) + " lastOffsetDelta="
                                + BatchHeader.lastOffsetDelta(buffer, index),
                        "the batch was written by a newer version of taffrail, or not by taffrail");
            case SOUND, FILLER, EMPTY, OPEN_CLAIM, BAD_LENGTH ->
                new CorruptLogException(
                        path,
                        position,
                        "a committed batch",
                        "length=" + length,
                        "the length was damaged, or the file was truncated");
        };
    }
}
