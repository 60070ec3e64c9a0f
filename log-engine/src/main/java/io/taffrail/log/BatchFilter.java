/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.settings.CompressionType;
import io.taffrail.storage.NativeBuffer;
import java.io.IOException;
import java.util.BitSet;
import org.agrona.collections.Long2LongHashMap;

/**
 * Decides about the batches of a log what is kept of them, and writes that.
 *
 * <pre>
 *   batch                          kept
 *   of the part not mapped         as it is
 *   void                           nothing, unless it is the last one of a live producer
 *   end marker                     as it is, until delete.retention.ms after it was first clean
 *   of an aborted transaction      nothing
 *   of a committed transaction     its records as of any batch, without the bit that says so: readers need no marker
 *   any other                      the newest record of each key; a tombstone as long as a marker
 *   all of whose records go        nothing; a void with its sequence, if it is the last one of a live producer
 * </pre>
 *
 * <p>Threading: one thread.
 */
final class BatchFilter implements AutoCloseable {
    private final OffsetMap map;
    private final KeyHash hash;
    private final TransactionOutcomes outcomes;
    private final Long2LongHashMap lastBatches;
    private final long mappedTo;
    private final long logStartOffset;
    private final long expiredBeforeNs;
    private final BatchWalk batch;
    private final RecordWalk record;
    private final BitSet kept = new BitSet();
    private final BatchCompressor compressor = new BatchCompressor();
    private Compaction source;
    private CompactedBatches output;
    private boolean isCommitted;
    private long newestDelta;
    long recordsKept;
    long superseded;
    long tombstonesKept;
    long tombstonesDropped;
    long keyless;
    long aborted;
    long deleted;

    /**
     * Filter what a walk goes over.
     *
     * @param lastBatches     offset of the last batch of each producer that is to be known, -1 for the others.
     * @param expiredBeforeNs tombstones go that were clean at or before this time, nanoseconds since the epoch.
     */
    BatchFilter(
            final Mapping mapping,
            final Long2LongHashMap lastBatches,
            final long expiredBeforeNs,
            final BatchWalk walk) {
        this.map = mapping.map();
        this.hash = mapping.hash();
        this.outcomes = mapping.outcomes();
        this.mappedTo = mapping.mappedTo();
        this.logStartOffset = mapping.logStartOffset();
        this.lastBatches = lastBatches;
        this.expiredBeforeNs = expiredBeforeNs;
        this.batch = walk;
        this.record = new RecordWalk(walk);
    }

    /** What is kept goes there from now on. */
    void writeTo(final CompactedBatches newOutput) {
        output = newOutput;
    }

    /** Keep what is to be kept of the batch of a segment at which the walk stands. */
    void apply(final Segment segment) throws IOException {
        source = segment.identity().compaction;
        final int attributes = batch.attributes();
        if (BatchHeader.isVoid(attributes)) {
            keepOrSkip(isLastOfProducer());
        } else if (batch.baseOffset() >= mappedTo) {
            recordsKept += BatchHeader.isControl(attributes) ? 0 : recordCount();
            keepOrSkip(true);
        } else if (BatchHeader.isControl(attributes)) {
            keepOrSkip(!isExpired(batch.baseOffset()));
        } else {
            filter(attributes);
        }
    }

    private void filter(final int attributes) throws IOException {
        final boolean isTransactional = BatchHeader.isTransactional(attributes);
        isCommitted = !isTransactional || outcomes.isCommitted(batch);
        final int length = choose();
        if (kept.isEmpty()) {
            if (isLastOfProducer()) {
                putEmptied();
            } else {
                keepOrSkip(false);
            }
        } else if (isTransactional || kept.cardinality() < recordCount()) {
            rewrite(attributes & ~LogFormat.ATTRIBUTE_TRANSACTIONAL, length);
        } else {
            keepOrSkip(true);
        }
    }

    /** Choose the records that are kept: the length of a batch of them. */
    private int choose() {
        kept.clear();
        newestDelta = Long.MIN_VALUE;
        int end = LogFormat.BATCH_HEADER_LENGTH;
        int length = end;
        record.begin();
        for (int i = 0; record.next(); i++) {
            if (isKept()) {
                kept.set(i);
                newestDelta = Math.max(newestDelta, record.timestampDelta());
                length = end + record.length();
                end += LogFormat.recordStride(record.length());
            }
        }
        return length;
    }

    private boolean isKept() {
        if (!isCommitted) {
            aborted++;
        } else if (record.offset() < logStartOffset) {
            deleted++;
        } else if (!record.hasKey()) {
            keyless++;
        } else if (isSuperseded()) {
            superseded++;
        } else if (record.isTombstone() && isExpired(record.offset())) {
            tombstonesDropped++;
        } else {
            recordsKept++;
            tombstonesKept += record.isTombstone() ? 1 : 0;
            return true;
        }
        return false;
    }

    private boolean isSuperseded() {
        record.hashKey(hash);
        return map.get(hash) > record.offset();
    }

    private boolean isExpired(final long offset) {
        return source != null && source.cleanedAtNs(offset) <= expiredBeforeNs;
    }

    private boolean isLastOfProducer() {
        final long producerId = BatchHeader.producerId(batch.buffer(), batch.index());
        return producerId >= 0 && lastBatches.get(producerId) == batch.baseOffset();
    }

    private int recordCount() {
        return BatchHeader.recordCount(batch.buffer(), batch.index());
    }

    private void keepOrSkip(final boolean isKept) throws IOException {
        if (isKept) {
            final int at = output.begin(batch.length());
            output.buffer().putBytesUnchecked(at, batch.buffer(), batch.index(), batch.alignedLength());
            output.end(batch.length(), batch.nextOffset(), false);
        } else {
            output.skip(batch.nextOffset(), batch.term());
        }
    }

    /** Keep the chosen records alone. */
    private void rewrite(final int keptAttributes, final int length) throws IOException {
        final int attributes = keptAttributes & ~LogFormat.ATTRIBUTE_COMPRESSION_MASK;
        final int at = begin(attributes, length, kept.cardinality());
        final NativeBuffer target = output.buffer();
        final long base = BatchHeader.baseTimestamp(target, at);
        if ((attributes & LogFormat.ATTRIBUTE_LOG_APPEND_TIME) == 0) {
            BatchHeader.putTimes(target, at, base, base + newestDelta);
        }
        int to = at + LogFormat.BATCH_HEADER_LENGTH;
        record.begin();
        for (int i = 0; record.next(); i++) {
            if (kept.get(i)) {
                target.putBytesUnchecked(to, record.buffer(), record.index(), record.length());
                final int stride = LogFormat.recordStride(record.length());
                if (to + stride <= at + length) { // padding in front of the next one
                    target.setMemory(to + record.length(), stride - record.length(), (byte) 0);
                }
                to += stride;
            }
        }
        output.end(compressAgain(keptAttributes, at, length), batch.nextOffset(), true);
    }

    /** What was compressed is, so that a segment does not grow by being compacted: the length of the batch. */
    private int compressAgain(final int attributes, final int at, final int length) {
        if (!BatchHeader.isCompressed(attributes)) {
            return length;
        }
        final CompressionType type = CompressionType.ofId(attributes & LogFormat.ATTRIBUTE_COMPRESSION_MASK);
        final int from = at + LogFormat.BATCH_HEADER_LENGTH;
        final int compressed = compressor.compress(output.buffer(), from, length - LogFormat.BATCH_HEADER_LENGTH, type);
        if (compressed == BatchCompressor.NOT_SMALLER) {
            return length;
        }
        BatchHeader.putIdentity(output.buffer(), at, batch.baseOffset(), batch.term(), attributes);
        output.buffer().putBytesUnchecked(from, compressor.buffer(), 0, compressed);
        return LogFormat.BATCH_HEADER_LENGTH + compressed;
    }

    @Override
    public void close() {
        compressor.close();
        record.close();
    }

    /** All records are gone; the producer's sequence is still to be known if its file is lost. */
    private void putEmptied() throws IOException {
        final int at = begin(LogFormat.ATTRIBUTE_VOID, LogFormat.BATCH_HEADER_LENGTH, 0);
        BatchHeader.putTimes(output.buffer(), at, 0, 0);
        output.end(LogFormat.BATCH_HEADER_LENGTH, batch.nextOffset(), true);
    }

    /** Begin a batch with the header of the present one. */
    private int begin(final int attributes, final int length, final int records) throws IOException {
        final int at = output.begin(length);
        final NativeBuffer target = output.buffer();
        target.putBytesUnchecked(at, batch.buffer(), batch.index(), LogFormat.BATCH_HEADER_LENGTH);
        BatchHeader.putIdentity(target, at, batch.baseOffset(), batch.term(), attributes);
        BatchHeader.putCounts(target, at, (int) (batch.nextOffset() - 1 - batch.baseOffset()), records);
        return at;
    }
}
