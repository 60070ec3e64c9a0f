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

import io.taffrail.storage.NativeBuffer;

/** Lengths and prefix of a record: {@code prefix | value | key | headers}. */
final class RecordLayout {
    private RecordLayout() {}

    /** Bytes of a record; beyond the range of an int for what cannot fit anywhere. */
    static long length(final int valueLength, final int keyLength, final int headersLength) {
        return (long) RECORD_PREFIX_LENGTH + Math.max(valueLength, 0) + Math.max(keyLength, 0) + headersLength;
    }

    static void putLengthAndDelta(
            final NativeBuffer buffer, final long index, final int length, final int offsetDelta) {
        buffer.putLongUnchecked(index + RECORD_LENGTH_OFFSET, (long) offsetDelta << 32 | length);
    }

    static void putTimestampDelta(final NativeBuffer buffer, final long index, final long delta) {
        buffer.putLongUnchecked(index + RECORD_TIMESTAMP_DELTA_OFFSET, delta);
    }

    static void putFieldLengths(
            final NativeBuffer buffer, final long index, final int valueLength, final int keyLength) {
        buffer.putLongUnchecked(
                index + RECORD_VALUE_LENGTH_OFFSET, (long) keyLength << 32 | (valueLength & 0xFFFF_FFFFL));
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
