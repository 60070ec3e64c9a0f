/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.storage.NativeBuffer;
import java.io.IOException;
import java.util.Arrays;

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

    private final ReadableLog log;
    private final SegmentPlace place;
    private final BatchChecksum checksum;
    private long[] producers = new long[INITIAL_CAPACITY];
    private long[] offsets = new long[INITIAL_CAPACITY];
    private boolean[] isCommit = new boolean[INITIAL_CAPACITY];
    private int first;
    private int count;
    private long lookedTo;
    private long committedTo;
    private long stableTo;
    private boolean isChecked = true;
    private long decidedProducer;
    private long decidedFrom;
    private long decidedTo;
    private Outcome decided = Outcome.OPEN;

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
        first = 0;
        count = 0;
        lookedTo = -1;
        committedTo = -1;
        stableTo = -1;
        decidedFrom = -1;
        decidedTo = -1;
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
        final boolean isOfTransaction = BatchHeader.isTransactional(attributes) && !BatchHeader.isControl(attributes);
        return isOfTransaction ? of(BatchHeader.producerId(buffer, index), baseOffset) : Outcome.COMMITTED;
    }

    private Outcome of(final long producerId, final long baseOffset) throws IOException {
        if (producerId == decidedProducer && baseOffset >= decidedFrom && baseOffset < decidedTo) {
            return decided;
        }
        forgetBefore(baseOffset);
        if (lookedTo < baseOffset) {
            place.leave();
            lookedTo = baseOffset;
        }
        for (int i = 0; ; i++) {
            while (i == count) {
                if (!lookFurther()) {
                    return Outcome.OPEN;
                }
            }
            final int slot = (first + i) & (producers.length - 1);
            if (producers[slot] == producerId && offsets[slot] > baseOffset) {
                decidedProducer = producerId;
                decidedFrom = baseOffset;
                decidedTo = offsets[slot];
                decided = isCommit[slot] ? Outcome.COMMITTED : Outcome.ABORTED;
                return decided;
            }
        }
    }

    private void forgetBefore(final long offset) {
        while (count > 0 && offsets[first] < offset) {
            first = (first + 1) & (producers.length - 1);
            count--;
        }
    }

    /** Look at one more batch; false when none is there, or when it is not known to be committed. */
    private boolean lookFurther() throws IOException {
        if (place.isCutOff()) {
            place.leave();
        }
        if (place.isNowhere() && !place.enter(lookedTo)) {
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
        if (count == producers.length) {
            grow();
        }
        final int slot = (first + count) & (producers.length - 1);
        producers[slot] = BatchHeader.producerId(place.buffer(), index);
        offsets[slot] = BatchHeader.baseOffset(place.buffer(), index);
        isCommit[slot] = EndMarker.isCommit(place.buffer(), index);
        count++;
    }

    private void grow() {
        final int capacity = producers.length;
        producers = Arrays.copyOf(producers, 2 * capacity);
        offsets = Arrays.copyOf(offsets, 2 * capacity);
        isCommit = Arrays.copyOf(isCommit, 2 * capacity);
        for (int i = 0; i < first; i++) { // what had wrapped around goes on behind the rest
            producers[capacity + i] = producers[i];
            offsets[capacity + i] = offsets[i];
            isCommit[capacity + i] = isCommit[i];
        }
    }
}
