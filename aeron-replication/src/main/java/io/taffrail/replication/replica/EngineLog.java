/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import io.taffrail.log.BatchEnd;
import io.taffrail.log.FollowerAppender;
import io.taffrail.log.PartitionLog;
import io.taffrail.log.PublishResult;
import io.taffrail.log.ReplicaLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.agrona.DirectBuffer;

/** The log of a replica as the engine keeps it. */
public final class EngineLog implements LocalLog {
    private final PartitionLog log;
    private final ReplicaLog replica;
    private final boolean isSync;
    private FollowerAppender appender;
    private int gathered;

    /**
     * Over a log that was loaded and is fenced.
     *
     * @param log    of the engine.
     * @param isSync whether only what is durable counts as held: with durability {@code sync}.
     */
    public EngineLog(final PartitionLog log, final boolean isSync) {
        this.log = log;
        this.replica = log.replica();
        this.isSync = isSync;
    }

    @Override
    public long startOffset() {
        return log.logStartOffset();
    }

    @Override
    public long endOffset() {
        return replica.endOffset();
    }

    @Override
    public long heldOffset() {
        final long end = replica.endOffset();
        return isSync ? Math.min(end, log.durableOffset()) : end;
    }

    @Override
    public int lastTerm() {
        return replica.lastTerm();
    }

    @Override
    public int floorTerm(final int term) {
        return replica.floorTerm(term);
    }

    @Override
    public long endOfTerm(final int term) {
        return replica.endOfFloorTerm(term);
    }

    @Override
    public void lead(final int term) throws IOException {
        fence();
        replica.lead(term);
    }

    @Override
    public void fence() {
        replica.fence();
        appender = null;
        gathered = 0;
    }

    @Override
    public void follow() {
        // begins with the first batch: what has to be written for it may fail, and is tried again with the next one
    }

    @Override
    public void truncate(final long offset) throws IOException {
        replica.truncate(offset);
    }

    @Override
    public void discard(final long offset) throws IOException {
        replica.discard(offset, 0);
    }

    @Override
    public long append(final DirectBuffer buffer, final int index, final int length) {
        final long refused = open();
        return refused < 0 ? refused : outcome(appender.append(buffer, index, length));
    }

    @Override
    public long appendSlice(
            final int batchLength, final int sliceIndex, final DirectBuffer buffer, final int index, final int length) {
        final long refused = open();
        if (refused < 0) {
            return refused;
        }
        if (sliceIndex == 0) {
            gathered = 0;
            final long begun = appender.beginBatch(batchLength);
            if (begun < 0) {
                return outcome(begun);
            }
        }
        if (gathered == sliceIndex) { // else it was put before, and the batch did not find room
            final long put = appender.putPart(buffer, index, length);
            if (put < 0) {
                return outcome(put);
            }
            gathered += length;
        }
        final long finished = gathered == batchLength ? outcome(appender.finishBatch()) : 0;
        return finished < 0 ? finished : gathered;
    }

    @Override
    public void abandonSlices() {
        if (gathered > 0 && appender != null) {
            appender.abandonBatch();
        }
        gathered = 0;
    }

    @Override
    public int termBefore(final long offset) {
        return log.termOf(offset - 1);
    }

    @Override
    public int crcBefore(final long offset) {
        try {
            final BatchEnd found = replica.batchBefore(offset);
            return found == null ? 0 : found.crc();
        } catch (final IOException ex) {
            throw new UncheckedIOException("cannot read the batch before offset=" + offset, ex);
        }
    }

    @Override
    public Batches batches() {
        return new EngineBatches(replica.batches(log.logStartOffset()));
    }

    @Override
    public long claimedOffset() {
        return log.claimedOffset();
    }

    @Override
    public long endBytes() {
        return log.contiguousBytes();
    }

    @Override
    public long knownHighWatermark() {
        return replica.highWatermark();
    }

    @Override
    public void onAppendLimit() {
        log.onAppendLimit();
    }

    @Override
    public boolean isStorageFull() {
        return replica.isStorageFull();
    }

    @Override
    public Throwable failure() {
        return log.failure();
    }

    private long open() {
        if (appender == null) {
            try {
                appender = replica.follow();
            } catch (final IOException ex) {
                return STORAGE_FULL;
            } catch (final IllegalStateException ex) { // failed or closed meanwhile
                return REFUSED;
            }
        }
        return 0;
    }

    private static long outcome(final long result) {
        if (result >= 0) {
            return result;
        }
        if (result == PublishResult.BACK_PRESSURED) {
            return BACK_PRESSURED;
        }
        if (result == PublishResult.STORAGE_FULL) {
            return STORAGE_FULL;
        }
        final boolean isRefused =
                result == PublishResult.FENCED || result == PublishResult.CLOSED || result == PublishResult.FAILED;
        return isRefused ? REFUSED : BAD_BATCHES;
    }
}
