/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

import java.util.Arrays;

/**
 * What a history says of one partition, by value and by offset. Reads are entered before acknowledgements, so that a
 * place that somebody read is known as such.
 */
final class PartitionIndex {
    private static final long[] NOT_SORTED = {};

    private final int partition;
    private final Findings findings;
    private final LongTable<Published> byValue = new LongTable<>();
    private final LongTable<Place> byOffset = new LongTable<>();
    private long[] readOffsets = NOT_SORTED;
    private long[] knownOffsets = NOT_SORTED;
    private long highestRead = Records.UNKNOWN_OFFSET;
    private Operation highestReader;

    PartitionIndex(final int partition, final Findings findings) {
        this.partition = partition;
        this.findings = findings;
    }

    /** The value's entry, made if it is not there. */
    Published entry(final long value) {
        Published entry = byValue.get(value);
        if (entry == null) {
            entry = new Published(value);
            byValue.put(value, entry);
        }
        return entry;
    }

    /** A poll has a value at an offset, which may be unknown. */
    void read(final Operation poll, final long offset, final Published published, final boolean counts) {
        if (counts) {
            published.countedReads++;
            published.lastRead = poll;
            if (offset > highestRead) {
                highestRead = offset;
                highestReader = poll;
            }
        }
        place(poll, offset, published, true);
    }

    /** An operation says that a value is at an offset, which may be unknown. */
    void place(final Operation operation, final long offset, final Published published, final boolean isRead) {
        if (offset == Records.UNKNOWN_OFFSET) {
            return;
        }
        if (published.offset == Records.UNKNOWN_OFFSET) {
            published.offset = offset;
            published.placedBy = operation;
        } else if (published.offset != offset && published.reportDuplicate()) {
            findings.add(
                    Anomaly.DUPLICATE,
                    partition,
                    "value=" + published.value + " offsets=" + published.offset + "," + offset,
                    published.publish,
                    published.placedBy,
                    operation);
        }
        final Place before = byOffset.get(offset);
        if (before == null) {
            byOffset.put(offset, new Place(published, operation, isRead));
        } else if (before.published != published && before.reportInconsistency()) {
            findings.add(
                    Anomaly.INCONSISTENT_OFFSET,
                    partition,
                    "offset=" + offset + " values=" + before.published.value + "," + published.value,
                    before.published.publish,
                    published.publish,
                    before.seenBy,
                    operation);
        }
    }

    /** To be called when all is entered, before offsets are asked for. */
    void sort() {
        final long[] all = byOffset.sortedKeys();
        readOffsets = Arrays.stream(all).filter(this::isReadable).toArray();
        knownOffsets = Arrays.stream(all)
                .filter(offset -> byOffset.get(offset).published.isPossible())
                .toArray();
    }

    private boolean isReadable(final long offset) {
        final Place place = byOffset.get(offset);
        return place.isRead && place.published.isPossible();
    }

    /** The first offset above one where somebody read a record, or {@link Long#MAX_VALUE}. */
    long nextRead(final long offset) {
        return next(readOffsets, offset);
    }

    /** The first offset above one where there is a record, or {@link Long#MAX_VALUE}. */
    long nextKnown(final long offset) {
        return next(knownOffsets, offset);
    }

    private static long next(final long[] sorted, final long offset) {
        final int found = Arrays.binarySearch(sorted, offset + 1);
        final int index = found >= 0 ? found : -found - 1;
        return index < sorted.length ? sorted[index] : Long.MAX_VALUE;
    }

    int partition() {
        return partition;
    }

    Place place(final long offset) {
        return byOffset.get(offset);
    }

    /** All values, rising. */
    long[] values() {
        return byValue.sortedKeys();
    }

    /** The highest offset that was read by those whose reads count, or {@link Records#UNKNOWN_OFFSET}. */
    long highestRead() {
        return highestRead;
    }

    Operation highestReader() {
        return highestReader;
    }
}
