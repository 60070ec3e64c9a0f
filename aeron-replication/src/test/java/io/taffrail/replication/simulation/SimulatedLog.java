/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import io.taffrail.replication.raft.RaftLog;
import java.util.ArrayList;
import java.util.List;

/**
 * A log with a page cache: what was appended survives a killed process, what was forced survives the loss of power, and of
 * what was not a part may survive it too.
 */
final class SimulatedLog implements RaftLog {
    private final List<Value> values = new ArrayList<>();
    private final boolean isSync;
    private long baseOffset;
    private long startOffset;
    private long durableOffset;

    /** With {@code isSync} only what was forced counts as held. */
    SimulatedLog(final boolean isSync) {
        this.isSync = isSync;
    }

    boolean isSync() {
        return isSync;
    }

    void append(final Value value) {
        values.add(value);
    }

    Value at(final long offset) {
        return values.get((int) (offset - baseOffset));
    }

    /** Term of the record before an offset; 0 when nothing is known of it. */
    int termBefore(final long offset) {
        return offset <= baseOffset ? 0 : at(offset - 1).term();
    }

    long baseOffset() {
        return baseOffset;
    }

    void force() {
        durableOffset = endOffset();
    }

    /** Deletes from the front, whole files whose successors are on the disk. */
    void purge(final long offset) {
        startOffset = Math.max(startOffset, Math.min(offset, endOffset()));
        durableOffset = Math.max(durableOffset, startOffset);
    }

    void truncate(final long offset) {
        values.subList((int) (offset - baseOffset), values.size()).clear();
        durableOffset = Math.min(durableOffset, offset);
    }

    void discard(final long offset) {
        values.clear();
        baseOffset = offset;
        startOffset = offset;
        durableOffset = offset;
    }

    /** Keep some of what was not forced. */
    void losePower(final SeededRandom random) {
        truncate(durableOffset + random.below(endOffset() - durableOffset + 1));
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
        return values.isEmpty() ? 0 : values.get(values.size() - 1).term();
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
}
