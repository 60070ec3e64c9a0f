/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.storage.NativeBuffer;
import java.io.IOException;
import org.agrona.collections.Long2LongHashMap;

/**
 * Tells a reader which batches of transactions were committed. The first end marker of a producer behind a batch decides
 * about it, so this looks ahead of the reader for markers, as far as it must and no further, and keeps those that the
 * reader has yet to pass: no record is held back, and no index of aborted transactions is needed, in any process.
 *
 * <p>Threading: the reader's thread. Allocates when more transactions than ever before end ahead of the reader.
 */
final class TransactionFilter {
    /** What became of a batch's transaction. */
    enum Outcome {
        /** It was committed. */
        COMMITTED,
        /** It was aborted. */
        ABORTED,
        /** Its marker is not there yet, or not committed itself. */
        OPEN
    }

    private static final int INITIAL_CAPACITY = 16;
    private static final long NONE = -1;

    /** Bit of a marker's epoch: it says commit. */
    private static final int COMMIT = 1 << Short.SIZE;

    private final ReadableLog log;
    private final SegmentPlace place;
    private final BatchChecksum checksum;
    private long[] producers = new long[INITIAL_CAPACITY];
    private long[] offsets = new long[INITIAL_CAPACITY];
    private int[] epochs = new int[INITIAL_CAPACITY];
    private final Long2LongHashMap nextMarkers = new Long2LongHashMap(NONE);
    private long first;
    private long next;
    private long lookedTo;
    private long committedTo;
    private long stableTo;
    private boolean isChecked = true;

    TransactionFilter(final ReadableLog log, final int slot) {
        this.log = log;
        place = new SegmentPlace(log, slot);
        checksum = new BatchChecksum(log.logId());
        reset();
    }

    void checked(final boolean isOn) {
        isChecked = isOn;
    }

    /** The reader goes elsewhere. */
    void reset() {
        place.leave();
        first = next;
        lookedTo = -1;
        committedTo = -1;
        stableTo = -1;
        nextMarkers.clear();
    }

    /**
     * What became of a batch: of its transaction, where it is part of one. All are OPEN from the last stable offset on.
     *
     * @param buffer that holds the batch at an index; its offset is not less than the one before, since the last
     *     {@link #reset()}.
     */
    Outcome of(final NativeBuffer buffer, final int index, final int attributes) throws IOException {
        final long baseOffset = BatchHeader.baseOffset(buffer, index);
        if (baseOffset >= stableTo) {
            stableTo = log.lastStableOffset();
        }
        if (baseOffset >= stableTo) {
            return Outcome.OPEN;
        }
        if (!BatchHeader.isTransactional(attributes) || BatchHeader.isControl(attributes)) {
            return Outcome.COMMITTED;
        }
        final int marker = firstMarkerBehind(BatchHeader.producerId(buffer, index), baseOffset);
        if (marker < 0) {
            return Outcome.OPEN;
        }
        final boolean isCommitted = EndMarker.commits(
                (epochs[marker] & COMMIT) != 0, (short) epochs[marker], BatchHeader.producerEpoch(buffer, index));
        return isCommitted ? Outcome.COMMITTED : Outcome.ABORTED;
    }

    /** Slot of the first marker of a producer behind an offset, or -1 while it is not there. */
    private int firstMarkerBehind(final long producerId, final long offset) throws IOException {
        final long known = nextMarkers.get(producerId);
        if (known >= first && offsets[slot(known)] > offset) {
            return slot(known);
        }
        forgetBefore(offset);
        if (lookedTo < offset) {
            place.leave();
            lookedTo = offset;
        }
        for (long number = Math.max(first, known + 1); ; number++) {
            while (number == next) {
                if (!lookFurther()) {
                    return -1;
                }
            }
            if (producers[slot(number)] == producerId && offsets[slot(number)] > offset) {
                nextMarkers.put(producerId, number);
                return slot(number);
            }
        }
    }

    private int slot(final long number) {
        return (int) number & (producers.length - 1);
    }

    /** Markers that the reader has passed decide about nothing any more. */
    private void forgetBefore(final long offset) {
        while (first < next && offsets[slot(first)] < offset) {
            if (nextMarkers.get(producers[slot(first)]) == first) {
                nextMarkers.remove(producers[slot(first)]);
            }
            first++;
        }
    }

    /** Look at one more batch; false when none is there, or when it is not known to be committed. */
    private boolean lookFurther() throws IOException {
        if (place.isCutOff()) {
            place.leave();
        }
        if (place.isNowhere() && !place.enter(Math.max(lookedTo, log.logStartOffset()))) {
            return false;
        }
        if (!place.look()) {
            if (place.isGone()) {
                place.leave();
            }
            return false;
        }
        final int index = place.index();
        final int length = place.length();
        final int attributes = BatchHeader.attributes(place.buffer(), index);
        if (BatchHeader.isFiller(attributes)) {
            verify(BatchCheck.FILLER);
            return place.isNextReady();
        }
        final long after =
                BatchHeader.baseOffset(place.buffer(), index) + BatchHeader.lastOffsetDelta(place.buffer(), index) + 1L;
        if (after > committedTo) {
            committedTo = log.highWatermark();
            if (!place.isBeforeEnd()) {
                return true; // it was cut off: the place is looked up again
            }
            if (after > committedTo) {
                return false;
            }
        }
        if (isChecked) {
            verify(BatchCheck.SOUND);
        }
        place.expect(BatchHeader.baseOffset(place.buffer(), index), index);
        if (BatchHeader.isControl(attributes) && after > lookedTo) {
            add(index, length);
        }
        place.pass(length, after);
        lookedTo = Math.max(lookedTo, after);
        return true;
    }

    private void verify(final BatchCheck expected) {
        if (!checksum.isOver(place.bytesIdentity())) {
            checksum.over(place.bytesIdentity(), place.bytes());
        }
        final BatchCheck check = BatchCheck.ofBatch(place.buffer(), place.index(), place.length(), checksum);
        if (check != expected) {
            throw place.badBatch(check, place.index(), checksum);
        }
    }

    private void add(final int index, final int length) {
        place.requireEndMarker(index, length);
        if (next - first == producers.length) {
            grow();
        }
        final NativeBuffer buffer = place.buffer();
        final int slot = slot(next++);
        producers[slot] = BatchHeader.producerId(buffer, index);
        offsets[slot] = BatchHeader.baseOffset(buffer, index);
        epochs[slot] = BatchHeader.producerEpoch(buffer, index) | (EndMarker.isCommit(buffer, index) ? COMMIT : 0);
    }

    private void grow() {
        final long[] producersBefore = producers;
        final long[] offsetsBefore = offsets;
        final int[] epochsBefore = epochs;
        producers = new long[2 * producersBefore.length];
        offsets = new long[producers.length];
        epochs = new int[producers.length];
        for (long number = first; number < next; number++) {
            final int before = (int) number & (producersBefore.length - 1);
            producers[slot(number)] = producersBefore[before];
            offsets[slot(number)] = offsetsBefore[before];
            epochs[slot(number)] = epochsBefore[before];
        }
    }
}
