/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.LongArrayList;

/**
 * How the transactions of a range of a log ended: the first marker of a producer behind a batch decides about it.
 *
 * <p>Threading: one thread.
 */
final class TransactionOutcomes {
    /** Bit beside a marker's epoch: it says commit. */
    private static final int COMMIT = 1 << Short.SIZE;

    /** Of each producer's markers, in their order, the offset, and behind it the epoch and what it says. */
    private final Long2ObjectHashMap<LongArrayList> markers = new Long2ObjectHashMap<>();

    /** First offset of each producer's transaction that has no marker yet. */
    private final Long2LongHashMap open = new Long2LongHashMap(-1);

    private int count;

    /** Take the batch up at which a walk stands; they come in order. */
    void onBatch(final BatchWalk batch) {
        final int attributes = batch.attributes();
        if (BatchHeader.isTransactional(attributes) && !BatchHeader.isVoid(attributes)) {
            final long producerId = BatchHeader.producerId(batch.buffer(), batch.index());
            if (BatchHeader.isControl(attributes)) {
                open.remove(producerId);
                markers.computeIfAbsent(producerId, id -> new LongArrayList()).addLong(batch.baseOffset());
                markers.get(producerId)
                        .addLong(BatchHeader.producerEpoch(batch.buffer(), batch.index())
                                | (EndMarker.isCommit(batch.buffer(), batch.index()) ? COMMIT : 0));
                count++;
            } else {
                open.putIfAbsent(producerId, batch.baseOffset());
            }
        }
    }

    /** First offset of the oldest transaction without a marker, {@link Long#MAX_VALUE} when all have one. */
    long firstOpenOffset() {
        return open.isEmpty()
                ? Long.MAX_VALUE
                : open.values().stream().min(Long::compare).orElseThrow();
    }

    /** Markers that are remembered, 16 bytes each. */
    int count() {
        return count;
    }

    /** Whether the batch of a transaction at which a walk stands counts; its marker was taken up. */
    boolean isCommitted(final BatchWalk batch) {
        final long producerId = BatchHeader.producerId(batch.buffer(), batch.index());
        final long baseOffset = batch.baseOffset();
        final LongArrayList all = markers.get(producerId);
        int low = 0;
        int high = all == null ? 0 : all.size() / 2;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (all.getLong(2 * middle) > baseOffset) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        if (all == null || low == all.size() / 2) {
            throw new IllegalStateException(
                    "no marker of producerId=" + producerId + " behind offset=" + baseOffset + " was looked at");
        }
        final int marker = (int) all.getLong(2 * low + 1);
        final int epoch = BatchHeader.producerEpoch(batch.buffer(), batch.index());
        return EndMarker.commits((marker & COMMIT) != 0, (short) marker, epoch);
    }
}
