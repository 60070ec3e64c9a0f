/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.codecs.log.ControlKeyDecoder;
import io.taffrail.codecs.log.ControlKeyEncoder;
import io.taffrail.codecs.log.EndMarkerDecoder;
import io.taffrail.codecs.log.EndMarkerEncoder;
import io.taffrail.storage.NativeBuffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The record of a control batch, which says how a transaction ended. */
final class EndMarker {
    static final int KEY_LENGTH = ControlKeyEncoder.ENCODED_LENGTH;
    static final int VALUE_LENGTH = EndMarkerEncoder.ENCODED_LENGTH;
    static final int BATCH_LENGTH =
            LogFormat.BATCH_HEADER_LENGTH + LogFormat.RECORD_PREFIX_LENGTH + VALUE_LENGTH + KEY_LENGTH;

    private static final int VALUE = LogFormat.BATCH_HEADER_LENGTH + LogFormat.RECORD_PREFIX_LENGTH;
    private static final int KEY = VALUE + VALUE_LENGTH;
    private static final int TYPE_SHIFT = ControlKeyDecoder.typeEncodingOffset() * Byte.SIZE;
    private static final int TERM = VALUE + EndMarkerDecoder.coordinatorTermEncodingOffset();

    private final ByteBuffer bytes =
            ByteBuffer.allocateDirect(VALUE_LENGTH + KEY_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
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

    /** Whether a control batch has the form of a marker. */
    static boolean isSound(final NativeBuffer buffer, final int index, final int length) {
        final int type = type(buffer, index);
        return length == BATCH_LENGTH
                && BatchHeader.isTransactional(BatchHeader.attributes(buffer, index))
                && BatchHeader.producerId(buffer, index) >= 0
                && (type == LogFormat.CONTROL_ABORT || type == LogFormat.CONTROL_COMMIT);
    }

    static boolean isCommit(final NativeBuffer buffer, final int index) {
        return type(buffer, index) == LogFormat.CONTROL_COMMIT;
    }

    static int coordinatorTerm(final NativeBuffer buffer, final int index) {
        return buffer.getIntUnchecked(index + TERM);
    }

    private static int type(final NativeBuffer buffer, final int index) {
        return buffer.getIntUnchecked(index + KEY) >> TYPE_SHIFT;
    }
}
