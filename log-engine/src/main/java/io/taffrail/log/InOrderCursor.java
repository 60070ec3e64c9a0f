/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.storage.NativeBuffer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Follows the committed batches of a log in order and derives what publishers do not keep: the contiguous end, the
 * sparse index, the newest timestamp, what is known of producers.
 *
 * <p>Threading: moved by the conductor, by the flusher before a force, and by a fence, one at a time (monitor);
 * {@link #contiguousOffset()} may be read by any thread.
 */
final class InOrderCursor {
    private static final long UNREAD = Long.MIN_VALUE;

    private final PartitionLog log;
    private Segment segment;
    private int position;
    private int indexedPosition;
    private long offset;
    private long maxTimestamp = Long.MIN_VALUE;
    private ProducerStates producers = new ProducerStates();
    private long nowNs;
    private volatile long contiguousOffset;
    private volatile long contiguousBytes;
    private volatile long lastStableOffset;

    InOrderCursor(final PartitionLog log) {
        this.log = log;
    }

    /** Start at the end of a log that nobody appends to. */
    synchronized void start(final Segment at, final int atPosition, final long atOffset, final long newest) {
        segment = at;
        position = atPosition;
        offset = atOffset;
        maxTimestamp = newest;
        indexedPosition = atPosition == LogFormat.SEGMENT_HEADER_LENGTH ? -1 : atPosition;
        publish();
    }

    /**
     * Follow committed batches.
     *
     * @param maxBatches to look at.
     * @return batches seen.
     * @throws CorruptLogException when a batch is not the one expected there.
     */
    synchronized int advance(final int maxBatches) {
        nowNs = UNREAD;
        int seen = 0;
        while (seen < maxBatches && segment != null) {
            if (segment.isEnded() && position >= segment.endPosition()) {
                if (!toNextSegment()) {
                    break;
                }
            } else if (!onBatch()) {
                break;
            }
            seen++;
        }
        if (seen > 0) {
            publish();
        }
        return seen;
    }

    /** Let go of the segments. */
    synchronized void stop() {
        segment = null;
    }

    synchronized void snapshot(final CursorSnapshot snapshot) {
        snapshot.segment = segment;
        snapshot.position = position;
        snapshot.offset = offset;
        snapshot.maxTimestamp = maxTimestamp;
    }

    /** The log was loaded or cut: what it knows of producers where the cursor stands. */
    synchronized void producers(final ProducerStates states) {
        producers = states;
        publishStable();
    }

    synchronized void copyProducer(final long producerId, final ProducerEntry copy) {
        producers.copyTo(producerId, copy);
    }

    /** Epoch of a producer's last batch or marker, -1 where none is known. */
    synchronized int producerEpoch(final long producerId) {
        return producers.epochOf(producerId);
    }

    /** Term of the coordinator that ended a producer's last transaction, -1 where none is known. */
    synchronized int coordinatorTerm(final long producerId) {
        return producers.coordinatorTermOf(producerId);
    }

    synchronized List<OpenTransaction> openTransactions() {
        return producers.openTransactions();
    }

    /** Bytes of a producers file for the place at which the cursor stands. */
    synchronized ByteBuffer encodeProducers(final Segment of, final int atPosition, final long atOffset) {
        return ProducersFile.encode(producers, of, atPosition, atOffset);
    }

    synchronized boolean hasProducers() {
        return producers.count() > 0;
    }

    /** Forget producers; how many were forgotten. */
    synchronized int forgetProducers(final BiPredicate<Long, ProducerEntry> isGone) {
        final int before = producers.count();
        producers.removeIf(isGone);
        return before - producers.count();
    }

    /** First offset that is not contiguously committed, as far as the cursor has looked. */
    long contiguousOffset() {
        return contiguousOffset;
    }

    /** Bytes of batches before the contiguous end, from the very beginning of the log. */
    long contiguousBytes() {
        return contiguousBytes;
    }

    /**
     * First offset of the oldest transaction whose end is not committed, or the contiguous end where there is none, as far as
     * the cursor has looked, and as the high watermark was then.
     */
    long lastStableOffset() {
        return lastStableOffset;
    }

    /** The same by the high watermark as it is. */
    synchronized long updatedStableOffset() {
        publishStable();
        return lastStableOffset;
    }

    private void publishStable() {
        final long open = producers.firstOpenOffset(log.highWatermark());
        lastStableOffset = open == ProducerEntry.NO_TRANSACTION ? offset : open;
    }

    private void publish() {
        if (segment != null) {
            contiguousBytes = segment.startBytes() + position - LogFormat.SEGMENT_HEADER_LENGTH;
        }
        publishStable();
        contiguousOffset = offset;
    }

    private boolean onBatch() {
        if (position >= segment.length()) {
            return false;
        }
        final NativeBuffer buffer = segment.buffer();
        final int length = BatchHeader.lengthVolatile(buffer, position);
        if (length <= 0 || BatchHeader.isFiller(BatchHeader.attributes(buffer, position))) {
            return false;
        }
        final long baseOffset = BatchHeader.baseOffset(buffer, position);
        if (baseOffset != offset) {
            throw new CorruptLogException(
                    segment.path(),
                    position,
                    "baseOffset=" + offset,
                    "baseOffset=" + baseOffset,
                    "the log was changed by something else while it was open");
        }
        final SparseIndex index = segment.index();
        if (indexedPosition < 0 || position - indexedPosition >= log.indexIntervalBytes()) {
            index.add(offset, position, maxTimestamp);
            indexedPosition = position;
        }
        maxTimestamp = Math.max(maxTimestamp, BatchHeader.maxTimestamp(buffer, position));
        if (BatchHeader.producerId(buffer, position) >= 0) {
            onProducer(buffer);
        }
        offset += BatchHeader.lastOffsetDelta(buffer, position) + 1L;
        position += LogFormat.alignedBatchLength(length);
        return true;
    }

    private void onProducer(final NativeBuffer buffer) {
        if (nowNs == UNREAD) {
            nowNs = log.nowNs();
        }
        producers.onBatch(buffer, position, nowNs);
    }

    private boolean toNextSegment() {
        final Segment successor = segment.next();
        if (successor == null) {
            return false;
        }
        segment.maxTimestamp(maxTimestamp);
        if (producers.count() > 0) {
            segment.producers(ProducersFile.encode(producers, segment, position, offset));
        }
        segment.sealedAtNs(log.nowNs());
        segment.retire();
        segment = successor;
        position = LogFormat.SEGMENT_HEADER_LENGTH;
        indexedPosition = -1;
        maxTimestamp = Long.MIN_VALUE;
        return true;
    }
}
