/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import java.io.IOException;
import org.agrona.DirectBuffer;

/** A log that answers what a test wants. */
class FakeLog implements LocalLog {
    long endOffset;
    long endBytes;
    long claimedOffset;
    long answer;
    int appends;
    int abandoned;
    int limits;
    int fences;
    boolean isFull;
    IOException leadFailure;
    Throwable failure;

    @Override
    public long startOffset() {
        return 0;
    }

    @Override
    public long endOffset() {
        return endOffset;
    }

    @Override
    public long heldOffset() {
        return endOffset;
    }

    @Override
    public int lastTerm() {
        return endOffset == 0 ? 0 : 1;
    }

    @Override
    public int floorTerm(final int term) {
        return lastTerm();
    }

    @Override
    public long endOfTerm(final int term) {
        return endOffset;
    }

    @Override
    public void lead(final int term) throws IOException {
        if (leadFailure != null) {
            throw leadFailure;
        }
        endOffset++;
        endBytes += 64;
        claimedOffset = endOffset;
    }

    @Override
    public void fence() {
        fences++;
    }

    @Override
    public void follow() {}

    @Override
    public void truncate(final long offset) throws IOException {
        endOffset = offset;
    }

    @Override
    public void discard(final long offset) throws IOException {
        endOffset = offset;
    }

    @Override
    public long append(final DirectBuffer buffer, final int index, final int length) {
        appends++;
        return answer < 0 ? answer : length;
    }

    @Override
    public long appendSlice(
            final int batchLength, final int sliceIndex, final DirectBuffer buffer, final int index, final int length) {
        appends++;
        return answer < 0 ? answer : sliceIndex + length;
    }

    @Override
    public void abandonSlices() {
        abandoned++;
    }

    @Override
    public int termBefore(final long offset) {
        return offset == 0 ? 0 : 1;
    }

    @Override
    public int crcBefore(final long offset) {
        return 0;
    }

    @Override
    public Batches batches() {
        return new NoBatches();
    }

    @Override
    public long claimedOffset() {
        return claimedOffset;
    }

    @Override
    public long endBytes() {
        return endBytes;
    }

    @Override
    public long knownHighWatermark() {
        return 0;
    }

    @Override
    public void onAppendLimit() {
        limits++;
    }

    @Override
    public boolean isStorageFull() {
        return isFull;
    }

    @Override
    public Throwable failure() {
        return failure;
    }

    /** Of a log of which nothing is read. */
    private static final class NoBatches implements Batches {
        private long nextOffset;

        @Override
        public void seek(final long offset) {
            nextOffset = offset;
        }

        @Override
        public int look(final int maxBytes) {
            return 0;
        }

        @Override
        public void pass() {}

        @Override
        public DirectBuffer buffer() {
            throw new UnsupportedOperationException("nothing is there");
        }

        @Override
        public int index() {
            return 0;
        }

        @Override
        public long baseOffset() {
            return nextOffset;
        }

        @Override
        public long nextOffset() {
            return nextOffset;
        }

        @Override
        public int lastTerm() {
            return 0;
        }

        @Override
        public int lastCrc() {
            return 0;
        }

        @Override
        public boolean isRecent() {
            return true;
        }

        @Override
        public void close() {}
    }
}
