/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.codecs.log.ControlKeyDecoder;
import io.taffrail.codecs.log.ControlKeyEncoder;
import io.taffrail.codecs.log.EndMarkerDecoder;
import io.taffrail.codecs.log.EndMarkerEncoder;
import io.taffrail.storage.NativeBuffer;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;

/** The record of a control batch, which says how a transaction ended. */
final class EndMarker {
    static final int KEY_LENGTH = ControlKeyEncoder.ENCODED_LENGTH;
    static final int VALUE_LENGTH = EndMarkerEncoder.ENCODED_LENGTH;
    static final int BATCH_LENGTH =
            LogFormat.BATCH_HEADER_LENGTH + LogFormat.RECORD_PREFIX_LENGTH + VALUE_LENGTH + KEY_LENGTH;

    private static final int VALUE = LogFormat.BATCH_HEADER_LENGTH + LogFormat.RECORD_PREFIX_LENGTH;
    private static final int KEY = VALUE + VALUE_LENGTH;
    private static final int TYPE = KEY + ControlKeyDecoder.typeEncodingOffset();
    private static final int RECORD_KEY_LENGTH = LogFormat.BATCH_HEADER_LENGTH + LogFormat.RECORD_KEY_LENGTH_OFFSET;
    private static final int TERM = VALUE + EndMarkerDecoder.coordinatorTermEncodingOffset();

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(VALUE_LENGTH + KEY_LENGTH);
    private final NativeBuffer buffer = new NativeBuffer(bytes);
    private final RecordDraft draft = new RecordDraft();

    /** The record that says it; valid until the next call. */
    RecordDraft encode(final boolean isCommit, final int coordinatorTerm) {
        new EndMarkerEncoder()
                .wrap(buffer, 0)
                .version((short) LogFormat.CONTROL_RECORD_VERSION)
                .reserved((short) 0)
                .coordinatorTerm(coordinatorTerm);
        new ControlKeyEncoder()
                .wrap(buffer, VALUE_LENGTH)
                .version((short) LogFormat.CONTROL_RECORD_VERSION)
                .type((short) (isCommit ? LogFormat.CONTROL_COMMIT : LogFormat.CONTROL_ABORT));
        return draft.clear().value(buffer, 0, VALUE_LENGTH).key(buffer, VALUE_LENGTH, KEY_LENGTH);
    }

    /** Whether a control batch, of whatever origin, has the form of a marker. */
    static boolean isSound(final DirectBuffer batch, final int index, final int length) {
        if (length != BATCH_LENGTH
                || batch.getInt(index + LogFormat.RECORD_COUNT_OFFSET, LITTLE_ENDIAN) != 1
                || batch.getLong(index + LogFormat.PRODUCER_ID_OFFSET, LITTLE_ENDIAN) < 0
                || batch.getShort(index + LogFormat.PRODUCER_EPOCH_OFFSET, LITTLE_ENDIAN) < 0
                || batch.getInt(index + RECORD_KEY_LENGTH, LITTLE_ENDIAN) != KEY_LENGTH) {
            return false;
        }
        final int attributes = batch.getShort(index + LogFormat.ATTRIBUTES_OFFSET, LITTLE_ENDIAN);
        final int type = batch.getShort(index + TYPE, LITTLE_ENDIAN);
        return BatchHeader.isTransactional(attributes)
                && (type == LogFormat.CONTROL_ABORT || type == LogFormat.CONTROL_COMMIT);
    }

    /**
     * Whether the first marker of a producer behind a batch commits it. A marker has the epoch that follows the one of its
     * transaction, or the same one. Where another transaction's comes first, its own was lost when the log was cut: that one
     * was not committed as a whole.
     */
    static boolean commits(final boolean isCommit, final int markerEpoch, final int batchEpoch) {
        final int later = markerEpoch - batchEpoch;
        return isCommit && (later == 0 || later == 1);
    }

    static boolean isCommit(final NativeBuffer buffer, final int index) {
        return buffer.getShort(index + TYPE, LITTLE_ENDIAN) == LogFormat.CONTROL_COMMIT;
    }

    static int coordinatorTerm(final NativeBuffer buffer, final int index) {
        return buffer.getIntUnchecked(index + TERM);
    }
}
