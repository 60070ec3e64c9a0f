/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static io.taffrail.codecs.layout.LogFormat.RECORD_KEY_LENGTH_OFFSET;
import static io.taffrail.codecs.layout.LogFormat.RECORD_LENGTH_OFFSET;
import static io.taffrail.codecs.layout.LogFormat.RECORD_PREFIX_LENGTH;
import static io.taffrail.codecs.layout.LogFormat.RECORD_TIMESTAMP_DELTA_OFFSET;
import static io.taffrail.codecs.layout.LogFormat.RECORD_VALUE_LENGTH_OFFSET;

import org.agrona.concurrent.UnsafeBuffer;

/** Lengths and prefix of a record: {@code prefix | value | key | headers}. */
final class RecordLayout {
    private RecordLayout() {}

    /** Bytes of a record; beyond the range of an int for what cannot fit anywhere. */
    static long length(final int valueLength, final int keyLength, final int headersLength) {
        return (long) RECORD_PREFIX_LENGTH + Math.max(valueLength, 0) + Math.max(keyLength, 0) + headersLength;
    }

    static void putLengthAndDelta(final UnsafeBuffer buffer, final int index, final int length, final int offsetDelta) {
        buffer.putLong(index + RECORD_LENGTH_OFFSET, (long) offsetDelta << 32 | length);
    }

    static void putTimestampDelta(final UnsafeBuffer buffer, final int index, final long delta) {
        buffer.putLong(index + RECORD_TIMESTAMP_DELTA_OFFSET, delta);
    }

    static void putFieldLengths(
            final UnsafeBuffer buffer, final int index, final int valueLength, final int keyLength) {
        buffer.putLong(index + RECORD_VALUE_LENGTH_OFFSET, (long) keyLength << 32 | (valueLength & 0xFFFF_FFFFL));
    }

    /** Index of the key of a record that begins at an index. */
    static int keyIndex(final int index, final int valueLength) {
        return index + RECORD_PREFIX_LENGTH + Math.max(valueLength, 0);
    }

    static {
        if (RECORD_KEY_LENGTH_OFFSET != RECORD_VALUE_LENGTH_OFFSET + 4) {
            throw new ExceptionInInitializerError("value and key length must share a word");
        }
    }
}
