/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.storage.NativeBuffer;
import java.nio.ByteBuffer;

/**
 * The bytes of a void: a batch without records that consumes offsets. It may be longer than any other batch. The caller
 * writes the header last, after the zeros of the body.
 */
final class VoidBatch {
    private final long logId;
    private final int length;

    VoidBatch(final long logId, final int length) {
        this.logId = logId;
        this.length = length;
    }

    /** The header, checksummed together with a body of zeros. */
    ByteBuffer encode(final long baseOffset, final int lastOffsetDelta, final int term, final long timestampNs) {
        final ByteBuffer bytes = ByteBuffer.allocateDirect(length);
        final NativeBuffer buffer = new NativeBuffer(bytes);
        BatchHeader.putIdentity(buffer, 0, baseOffset, term, LogFormat.ATTRIBUTE_VOID);
        BatchHeader.putTimes(buffer, 0, timestampNs, timestampNs);
        BatchHeader.putNoProducer(buffer, 0);
        BatchHeader.putCounts(buffer, 0, lastOffsetDelta, 0);
        final BatchChecksum checksum = new BatchChecksum(logId);
        checksum.over(bytes, bytes);
        BatchHeader.putCrc(buffer, 0, checksum.of(0, length));
        BatchHeader.lengthRelease(buffer, 0, length);
        bytes.clear().limit(LogFormat.BATCH_HEADER_LENGTH);
        return bytes;
    }
}
