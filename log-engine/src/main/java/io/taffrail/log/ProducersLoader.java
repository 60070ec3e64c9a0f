/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.storage.Storage;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Finds what a log knows of its producers at a place: the newest sound file in front of it, and the headers of the batches from
 * there on.
 *
 * <p>Threading: one thread, while nobody appends in front of the place.
 */
final class ProducersLoader {
    private final Storage storage;
    private final long logId;
    private final long nowNs;

    /**
     * A loader.
     *
     * @param nowNs when the batches are taken to have been seen that are read, nanoseconds since the epoch.
     */
    ProducersLoader(final Storage storage, final long logId, final long nowNs) {
        this.storage = storage;
        this.logId = logId;
        this.nowNs = nowNs;
    }

    /**
     * Load.
     *
     * @param chain     the segments in order, of which the first so many count.
     * @param segments  that count, 0 for none.
     * @param end       position in the last of them.
     * @param endOffset offset there.
     * @throws CorruptLogException when a batch on the way is not sound.
     */
    ProducerStates at(final List<Segment> chain, final int segments, final int end, final long endOffset)
            throws IOException {
        int first = segments - 1;
        ProducersFile.Snapshot found = null;
        while (first >= 0 && found == null) {
            final boolean isLast = first == segments - 1;
            final Segment segment = chain.get(first);
            final int segmentEnd = isLast ? end : endOf(chain, first);
            final long segmentEndOffset =
                    isLast ? endOffset : chain.get(first + 1).baseOffset();
            final Path directory = segment.path().getParent();
            found = ProducersFile.read(
                    storage, ProducersFile.path(directory, segment), segment, segmentEnd, segmentEndOffset);
            if (found == null) { // one that a crash kept from being deleted may stand in front
                found = ProducersFile.read(
                        storage, ProducersFile.startPath(directory, segment), segment, segmentEnd, segmentEndOffset);
            }
            first -= found == null ? 1 : 0;
        }
        first = Math.max(0, first);
        final ProducerStates states = found == null ? new ProducerStates() : found.states();
        int position = found == null ? LogFormat.SEGMENT_HEADER_LENGTH : found.endPosition();
        long offset = found == null && segments > 0 ? chain.get(0).baseOffset() : found == null ? 0 : found.endOffset();
        for (int i = first; i < segments; i++) {
            offset = scan(chain.get(i), position, i == segments - 1 ? end : endOf(chain, i), offset, states);
            position = LogFormat.SEGMENT_HEADER_LENGTH;
        }
        return states;
    }

    private static int endOf(final List<Segment> chain, final int i) {
        return chain.get(i).endBefore(chain.get(i + 1));
    }

    /** Take up the batches of a segment between two positions; the offset behind them. */
    private long scan(
            final Segment segment, final int from, final int to, final long fromOffset, final ProducerStates states)
            throws IOException {
        if (from >= to) {
            return fromOffset;
        }
        int position = from;
        long offset = fromOffset;
        try (StorageFile file = segment.reopen(storage, false)) {
            final ChunkWindow window = new ChunkWindow();
            window.open(file, to);
            while (position < to) {
                final int at = window.load(position, LogFormat.BATCH_HEADER_LENGTH);
                final int length = at < 0 ? 0 : BatchHeader.lengthVolatile(window.buffer(), at);
                if (BatchCheck.ofLength(length, (long) to - position) != BatchCheck.SOUND
                        || BatchHeader.baseOffset(window.buffer(), at) != offset) {
                    throw unsound(segment, position, offset, at < 0 ? null : window, at);
                }
                offset += BatchHeader.lastOffsetDelta(window.buffer(), at) + 1L;
                if (BatchHeader.producerId(window.buffer(), at) >= 0) {
                    onBatch(window, position, at, length, states);
                }
                position += LogFormat.alignedBatchLength(length);
            }
        }
        return offset;
    }

    /** Of an end marker more is needed than the header. */
    private void onBatch(
            final ChunkWindow window, final int position, final int at, final int length, final ProducerStates states)
            throws IOException {
        final boolean isMarker = BatchHeader.isControl(BatchHeader.attributes(window.buffer(), at));
        final int whole = isMarker ? window.load(position, LogFormat.alignedBatchLength(length)) : at;
        if (whole >= 0) {
            states.onBatch(window.buffer(), whole, nowNs);
        }
    }

    private CorruptLogException unsound(
            final Segment segment, final int position, final long offset, final ChunkWindow window, final int at) {
        return new CorruptLogException(
                segment.path(),
                position,
                "a batch with baseOffset=" + offset,
                window == null
                        ? "the end of the file"
                        : "length=" + BatchHeader.lengthVolatile(window.buffer(), at) + " baseOffset="
                                + BatchHeader.baseOffset(window.buffer(), at) + " logId=" + Long.toHexString(logId),
                "bytes of the log changed after they were written, for example on the disk");
    }
}
