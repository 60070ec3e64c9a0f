/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.compression.CompressionException;
import java.io.IOException;
import java.nio.ByteOrder;

/** Checks that the records of a batch fill it exactly, and their fields each record. */
final class RecordCheck {
    private RecordCheck() {}

    /** What is wrong with the records of the sound batch last checked, or null. */
    static String problem(final FrameReader frames) throws IOException {
        final int recordCount = frames.recordCount();
        if (BatchHeader.isVoid(frames.attributes())) {
            return recordCount == 0 ? null : "a void has recordCount=" + recordCount;
        }
        if (recordCount <= 0) {
            return "recordCount=" + recordCount;
        }
        if (BatchHeader.isCompressed(frames.attributes())) {
            return problemOfCompressed(frames);
        }
        final int start = frames.position() + LogFormat.BATCH_HEADER_LENGTH;
        return problem(frames, start, frames.position() + frames.length(), frames);
    }

    private static String problemOfCompressed(final FrameReader frames) throws IOException {
        try (BatchDecompressor decompressor = new BatchDecompressor()) {
            final int index = frames.load(frames.position(), frames.alignedLength());
            final String problem = decompressor.open(frames.buffer(), index, frames.length());
            return problem != null
                    ? "records that cannot be decompressed: " + problem
                    : problem(decompressor, LogFormat.BATCH_HEADER_LENGTH, decompressor.length(), frames);
        } catch (final CompressionException ex) {
            return ex.getMessage();
        }
    }

    /** What is wrong with records that stand between two positions. */
    private static String problem(final RecordBytes bytes, final int start, final int end, final FrameReader frames)
            throws IOException {
        final int recordCount = frames.recordCount();
        int at = start;
        int lastDelta = -1;
        for (int i = 0; i < recordCount; i++) {
            final int index =
                    at > end - LogFormat.RECORD_PREFIX_LENGTH ? -1 : bytes.load(at, LogFormat.RECORD_PREFIX_LENGTH);
            if (index < 0) {
                return "record " + i + " of " + recordCount + " begins at position=" + at + ", behind the batch";
            }
            final int recordLength = intAt(bytes, index + LogFormat.RECORD_LENGTH_OFFSET);
            final int delta = intAt(bytes, index + LogFormat.RECORD_OFFSET_DELTA_OFFSET);
            if (recordLength < LogFormat.RECORD_PREFIX_LENGTH || recordLength > end - at) {
                return "record at position=" + at + " has length=" + recordLength;
            }
            if (delta <= lastDelta || delta > frames.lastOffsetDelta()) {
                return "record at position=" + at + " has offsetDelta=" + delta;
            }
            if (!areFieldsSound(bytes, index, at, recordLength)) {
                return "record at position=" + at + " has fields that do not fit into it";
            }
            lastDelta = delta;
            at += i + 1 < recordCount ? LogFormat.recordStride(recordLength) : recordLength;
        }
        return at == end ? null : "the records end at position=" + at + ", the batch at position=" + end;
    }

    private static boolean areFieldsSound(
            final RecordBytes bytes, final int index, final int at, final int recordLength) throws IOException {
        final int valueLength = intAt(bytes, index + LogFormat.RECORD_VALUE_LENGTH_OFFSET);
        final int keyLength = intAt(bytes, index + LogFormat.RECORD_KEY_LENGTH_OFFSET);
        final long headers = RecordLayout.length(valueLength, keyLength, 0);
        if (valueLength < LogFormat.NULL_LENGTH || keyLength < LogFormat.NULL_LENGTH || headers > recordLength) {
            return false;
        }
        final long end = at + (long) recordLength;
        long header = at + headers;
        while (header < end) {
            final int prefix = header > end - LogFormat.HEADER_PREFIX_LENGTH
                    ? -1
                    : bytes.load((int) header, LogFormat.HEADER_PREFIX_LENGTH);
            if (prefix < 0) {
                return false;
            }
            final int nameLength = intAt(bytes, prefix + LogFormat.HEADER_NAME_LENGTH_OFFSET);
            final int headerLength = intAt(bytes, prefix + LogFormat.HEADER_VALUE_LENGTH_OFFSET);
            if (nameLength < 0 || headerLength < LogFormat.NULL_LENGTH) {
                return false;
            }
            header += LogFormat.HEADER_PREFIX_LENGTH + (long) nameLength + Math.max(headerLength, 0);
        }
        return header == end;
    }

    private static int intAt(final RecordBytes bytes, final int index) {
        return bytes.buffer().getInt(index, ByteOrder.LITTLE_ENDIAN);
    }
}
