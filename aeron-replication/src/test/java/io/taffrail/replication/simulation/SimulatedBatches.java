/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import io.taffrail.replication.replica.Batches;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A place in a simulated log. What is within a few records of the end counts as recent. */
final class SimulatedBatches implements Batches {
    private static final int RECENT = 12;

    private final SimulatedLog log;
    private final UnsafeBuffer run = new UnsafeBuffer(new byte[4096]);
    private long nextOffset;
    private long endOffset;
    private int cuts;

    SimulatedBatches(final SimulatedLog log) {
        this.log = log;
    }

    @Override
    public void seek(final long offset) {
        nextOffset = offset;
        endOffset = offset;
        cuts = log.cuts();
    }

    @Override
    public int look(final int maxBytes) {
        if (cuts != log.cuts() || nextOffset < log.startOffset() || nextOffset > log.endOffset()) {
            return GONE;
        }
        int length = 0;
        endOffset = nextOffset;
        final boolean isShort = log.isRunShort();
        while (endOffset < log.endOffset() && !(isShort && length > 0)) {
            final Value value = log.at(endOffset);
            if (length > 0 && length + Batch.lengthOf(value) > maxBytes) {
                break;
            }
            length += Batch.write(run, length, endOffset, value);
            endOffset++;
        }
        return length;
    }

    @Override
    public void pass() {
        nextOffset = endOffset;
    }

    @Override
    public DirectBuffer buffer() {
        return run;
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
        return log.at(endOffset - 1).term();
    }

    @Override
    public int lastCrc() {
        return Batch.crcOf(endOffset - 1, log.at(endOffset - 1));
    }

    @Override
    public boolean isRecent() {
        return nextOffset >= log.endOffset() - RECENT;
    }

    @Override
    public void close() {
        // nothing is held
    }
}
