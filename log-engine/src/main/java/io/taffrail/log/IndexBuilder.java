/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.storage.Storage;
import io.taffrail.storage.StorageFile;
import java.io.IOException;

/** Makes the sparse index of a segment again from its batches. */
final class IndexBuilder {
    private IndexBuilder() {}

    /**
     * Build.
     *
     * @throws CorruptLogException when a batch before the end is not sound.
     */
    static SparseIndex build(
            final Storage storage,
            final Segment segment,
            final int endPosition,
            final long logId,
            final int intervalBytes)
            throws IOException {
        final SparseIndex index = new SparseIndex();
        final SegmentScanner scanner = new SegmentScanner(logId);
        int position = LogFormat.SEGMENT_HEADER_LENGTH;
        int indexed = -1;
        long newest = Long.MIN_VALUE;
        try (StorageFile file = segment.reopen(storage, false)) {
            scanner.open(file, endPosition);
            while (position < endPosition) {
                final BatchCheck check = scanner.check(position);
                if (check != BatchCheck.SOUND) {
                    throw check.exception(
                            segment.path(),
                            position,
                            scanner.buffer(),
                            Math.max(0, scanner.index()),
                            scanner.checksum());
                }
                if (indexed < 0 || position - indexed >= intervalBytes) {
                    index.add(scanner.baseOffset(), position, newest);
                    indexed = position;
                }
                newest = Math.max(newest, scanner.maxTimestamp());
                position += scanner.alignedLength();
            }
        }
        segment.maxTimestamp(newest);
        return index;
    }
}
