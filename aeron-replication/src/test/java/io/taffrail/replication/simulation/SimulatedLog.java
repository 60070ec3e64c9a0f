/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import io.taffrail.replication.replica.Batches;
import io.taffrail.replication.replica.LocalLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A log with a page cache: what was appended survives a killed process, what was forced survives the loss of power, and of
 * what was not a part may survive it too. Its disk may be full or fail for a while.
 */
final class SimulatedLog implements LocalLog {
    private static final long INHERITED = 1_000;

    private final List<Value> values = new ArrayList<>();
    private final UnsafeBuffer slices = new UnsafeBuffer(new byte[Batch.LARGEST]);
    private final boolean isSync;
    private final LogWatcher watcher;
    private Chance hiccups;
    private Chance shortRuns;
    private long baseOffset;
    private long startOffset;
    private long durableOffset;
    private long knownHighWatermark;
    private int leading;
    private int cuts;
    private int gathered;
    private boolean isFollowing;
    private boolean isClaimOpen;
    private boolean isRunAlwaysShort;
    private boolean isFull;
    private IOException failure;

    /** With {@code isSync} only what was forced counts as held. */
    SimulatedLog(final boolean isSync, final LogWatcher watcher) {
        this.isSync = isSync;
        this.watcher = watcher;
    }

    boolean isSync() {
        return isSync;
    }

    /** Now and then there is no room at the moment. */
    void hiccups(final Chance random) {
        hiccups = random;
    }

    /** Now and then only one record is seen where there are more. */
    void shortRuns(final Chance random) {
        shortRuns = random;
    }

    /** Only one record is ever seen. */
    void singleRecords() {
        isRunAlwaysShort = true;
    }

    boolean isRunShort() {
        return isRunAlwaysShort || shortRuns != null && shortRuns.oneIn(2);
    }

    void full(final boolean isNow) {
        isFull = isNow;
    }

    /** The disk answers with an error, until the process is started again. */
    void fail() {
        failure = new IOException("injected");
    }

    /** The disk is well again. */
    void mend() {
        failure = null;
        isFull = false;
    }

    /** What a publisher appends; -1 when it is refused. */
    long publish(final long value, final boolean isSlow) {
        if (leading == 0 || isClaimOpen || isFull || failure != null) {
            return -1;
        }
        isClaimOpen = isSlow;
        if (!isSlow) {
            append(new Value(leading, value));
        }
        return isSlow ? -1 : endOffset() - 1;
    }

    /** The claim that was open is given up. */
    void closeClaim() {
        if (isClaimOpen && leading != 0) {
            append(new Value(leading, -leading));
        }
        isClaimOpen = false;
    }

    private void append(final Value value) {
        values.add(value);
        watcher.onAppended(endOffset() - 1);
    }

    /** What it holds before the first process begins: records of these terms. */
    void inherit(final List<Integer> terms) {
        terms.forEach(term -> append(new Value(term, -term * INHERITED - endOffset())));
        force();
    }

    /** The terms of its records, from the first that was not deleted. */
    List<Integer> terms() {
        return values.stream().skip(startOffset - baseOffset).map(Value::term).toList();
    }

    Value at(final long offset) {
        return values.get((int) (offset - baseOffset));
    }

    long baseOffset() {
        return baseOffset;
    }

    void force() {
        if (failure == null) {
            durableOffset = endOffset();
        }
    }

    /** Deletes from the front, whole files whose successors are on the disk. */
    void purge(final long offset) {
        startOffset = Math.max(startOffset, Math.min(offset, endOffset()));
        durableOffset = Math.max(durableOffset, startOffset);
    }

    /** The process ends; it remembers a high watermark that is not the newest. */
    void stop(final long highWatermark) {
        fence();
        knownHighWatermark = Math.min(highWatermark, endOffset());
        mend();
        gathered = 0;
    }

    /** Keep some of what was not forced. */
    void losePower(final Chance random) {
        final long end = durableOffset + random.below(endOffset() - durableOffset + 1);
        values.subList((int) (end - baseOffset), values.size()).clear();
        knownHighWatermark = Math.min(knownHighWatermark, end);
    }

    @Override
    public void lead(final int term) throws IOException {
        requireDisk();
        fence();
        leading = term;
        append(new Value(term, -term));
    }

    @Override
    public void fence() {
        leading = 0;
        isClaimOpen = false;
        isFollowing = false;
    }

    @Override
    public void follow() {
        isFollowing = leading == 0; // as with the engine's, publishers must have been fenced before
    }

    @Override
    public void truncate(final long offset) throws IOException {
        requireDisk();
        watcher.onTruncate(offset);
        values.subList((int) (offset - baseOffset), values.size()).clear();
        durableOffset = Math.min(durableOffset, offset);
        cuts++;
    }

    @Override
    public void discard(final long offset) throws IOException {
        requireDisk();
        values.clear();
        baseOffset = offset;
        startOffset = offset;
        durableOffset = offset;
        cuts++;
    }

    private void requireDisk() throws IOException {
        if (failure != null || isFull) {
            throw new IOException("injected");
        }
    }

    @Override
    public long append(final DirectBuffer buffer, final int index, final int length) {
        int at = index;
        while (at < index + length) {
            final long refused = refusal();
            if (refused < 0) {
                return at == index ? refused : at - index;
            }
            final Value value = Batch.read(buffer, at, index + length - at);
            if (value == null || Batch.offsetAt(buffer, at) != endOffset() || value.term() < lastTerm()) {
                return at == index ? BAD_BATCHES : at - index;
            }
            append(value);
            at += Batch.lengthOf(value);
        }
        return length;
    }

    @Override
    public long appendSlice(
            final int batchLength, final int sliceIndex, final DirectBuffer buffer, final int index, final int length) {
        if (batchLength > slices.capacity() || sliceIndex > 0 && sliceIndex > gathered) {
            return BAD_BATCHES;
        }
        slices.putBytes(sliceIndex, buffer, index, length);
        gathered = sliceIndex + length;
        if (gathered < batchLength) {
            return gathered;
        }
        final long result = append(slices, 0, batchLength);
        return result < 0 ? result : batchLength;
    }

    @Override
    public void abandonSlices() {
        gathered = 0;
    }

    private long refusal() {
        if (!isFollowing || failure != null) {
            return REFUSED;
        }
        if (isFull) {
            return STORAGE_FULL;
        }
        return hiccups != null && hiccups.oneIn(20) ? BACK_PRESSURED : 0;
    }

    @Override
    public long startOffset() {
        return startOffset;
    }

    @Override
    public long endOffset() {
        return baseOffset + values.size();
    }

    @Override
    public long heldOffset() {
        return isSync ? durableOffset : endOffset();
    }

    @Override
    public int lastTerm() {
        return termBefore(endOffset());
    }

    @Override
    public int floorTerm(final int term) {
        final int last = lastOf(term);
        return last < 0 ? 0 : values.get(last).term();
    }

    @Override
    public long endOfTerm(final int term) {
        final int last = lastOf(term);
        return last < 0 ? 0 : baseOffset + last + 1;
    }

    private int lastOf(final int term) {
        int i = values.size() - 1;
        while (i >= 0 && values.get(i).term() > term) {
            i--;
        }
        return i;
    }

    /** Term of the record before an offset; 0 when nothing is known of it. */
    @Override
    public int termBefore(final long offset) {
        return offset <= baseOffset || offset > endOffset() ? 0 : at(offset - 1).term();
    }

    @Override
    public int crcBefore(final long offset) {
        return offset <= baseOffset || offset > endOffset() ? 0 : Batch.crcOf(offset - 1, at(offset - 1));
    }

    @Override
    public Batches batches() {
        return new SimulatedBatches(this);
    }

    int cuts() {
        return cuts;
    }

    @Override
    public long claimedOffset() {
        return endOffset() + (isClaimOpen ? 1 : 0);
    }

    @Override
    public long endBytes() {
        return endOffset();
    }

    @Override
    public long knownHighWatermark() {
        return Math.max(baseOffset, knownHighWatermark);
    }

    @Override
    public void onAppendLimit() {
        // publishers look at the limit themselves
    }

    @Override
    public boolean isStorageFull() {
        return isFull;
    }

    @Override
    public Throwable failure() {
        return failure;
    }

    /** Told of what happens to the log. */
    interface LogWatcher {
        /** A record was appended at an offset. */
        void onAppended(long offset);

        /** The log is about to be cut. */
        void onTruncate(long offset);
    }
}
