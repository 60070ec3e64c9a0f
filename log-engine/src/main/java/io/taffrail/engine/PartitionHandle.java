/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.log.CompactionPass;
import io.taffrail.log.CompactionResult;
import io.taffrail.log.LogCompaction;
import io.taffrail.log.OpenTransaction;
import io.taffrail.log.PartitionLog;
import io.taffrail.log.RecordDeletion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One partition of an engine: its offsets, its durability, its road, and the seam for replication.
 *
 * <p>Threading: any thread.
 */
public final class PartitionHandle {
    private static final int COMPACT_BYTES = 1 << 20;
    private static final long PREPARE_NS = TimeUnit.SECONDS.toNanos(60);

    private final PartitionLog log;
    private final DutyCycles duties;
    private final int segmentBytes;
    private final int cleanerMemoryBytes;

    PartitionHandle(
            final PartitionLog log, final DutyCycles duties, final int segmentBytes, final int cleanerMemoryBytes) {
        this.log = log;
        this.duties = duties;
        this.segmentBytes = segmentBytes;
        this.cleanerMemoryBytes = cleanerMemoryBytes;
    }

    /**
     * The log itself, loaded: the seam for replication, which decides by {@link PartitionLog#replica()} who appends to it,
     * and tells it of a new limit by {@link PartitionLog#onAppendLimit()}. Closing it is the engine's affair.
     *
     * @return always the same while the engine is open and the topic exists.
     */
    public PartitionLog log() {
        return log;
    }

    /**
     * All offsets at once.
     *
     * @return as they are now.
     */
    public PartitionOffsets offsets() {
        final long end = log.endOffset();
        return new PartitionOffsets(
                log.logStartOffset(),
                end,
                log.durableOffset(),
                Math.min(end, log.highWatermark()),
                Math.min(end, log.lastStableOffset()),
                log.term());
    }

    /**
     * The transactions of which there are records here and no end marker: they hold the last stable offset back.
     *
     * @return as they are now, in the order in which they began.
     */
    public List<OpenTransaction> openTransactions() {
        return OpenTransaction.in(log);
    }

    /**
     * First offset that is not known to be durable: everything before it survives a power loss.
     *
     * @return the offset; grows with every force.
     */
    public long durableOffset() {
        return log.durableOffset();
    }

    /**
     * Whether it has replicas elsewhere, and is led by one node of a cluster.
     *
     * @return false for a partition of an embedded engine.
     */
    public boolean isReplicated() {
        return log.isReplicated();
    }

    /**
     * Make everything committed so far durable, whatever the durability mode, and wait for it.
     *
     * @return the durable offset.
     * @throws EngineException if a force failed.
     */
    public long flush() {
        final long end = log.endOffset();
        log.requestForce(end);
        final long sinceNs = System.nanoTime();
        for (long attempt = 0; log.durableOffset() < end; attempt++) {
            if (log.failure() != null) {
                throw new EngineException(
                        "cannot make records durable: durableOffset=" + log.durableOffset() + " endOffset=" + end
                                + ": see the cause, then reopen the engine",
                        log.failure());
            }
            if (!log.isBusy() && log.durableOffset() < end) {
                throw new EngineException("cannot make records durable: the log is closed");
            }
            duties.await(attempt, sinceNs);
        }
        return log.durableOffset();
    }

    /**
     * Have prepared space ahead of the publishers: zeroed, mapped, touched. Some segments of {@code segment.bytes} ahead
     * at most; this waits for one.
     *
     * @param bytes wanted, header and padding of each batch included.
     * @return bytes that are prepared, fewer than wanted when the disk is full, or the segments that are kept ahead hold no more.
     */
    public long prepare(final long bytes) {
        final long reachable = Math.min(bytes, segmentBytes);
        final long sinceNs = System.nanoTime();
        log.want(bytes);
        for (long attempt = 0; log.preparedBytes() < reachable; attempt++) {
            duties.await(attempt, sinceNs);
            if (System.nanoTime() - sinceNs > PREPARE_NS || log.failure() != null) {
                break;
            }
        }
        return log.preparedBytes();
    }

    /**
     * Delete the records before an offset, for good: the log begins exactly there, also after a restart. Files go as far as
     * they hold nothing else; space of others is free once all of them is deleted. A reader that stands in a file already may
     * go on in it to its end; everybody else who is before the new start is answered OUT_OF_RANGE, with the number lost.
     *
     * @param offset first one to keep; -1 for the first that is not committed. One before the log start changes nothing.
     * @return the log start afterwards, durable.
     * @throws IllegalArgumentException if it is not committed yet; nothing was changed.
     * @throws IllegalStateException    if the partition is replicated, or takes no records any more.
     * @throws UncheckedIOException     if it cannot be written; nothing was changed that a reader can see.
     */
    public long deleteRecords(final long offset) {
        try {
            return RecordDeletion.deleteBefore(log, offset);
        } catch (final IOException ex) {
            throw new UncheckedIOException(
                    "cannot delete records: offset=" + offset + " logStartOffset=" + log.logStartOffset(), ex);
        }
    }

    /**
     * Compact the partition now, whatever {@code min.cleanable.dirty.ratio} says: one pass in the calling thread, which reads all
     * but the segment that is written last. The engine does so by itself in the background.
     *
     * @param isDryRun whether nothing is changed: the result then says what a pass would do.
     * @return what was done; not whole when {@code cleanerDedupeBufferSize} was too small for all keys: call it again.
     * @throws IllegalStateException if the topic's {@code cleanup.policy} does not ask for it, the partition has replicas, takes no
     *     records any more, or is being compacted.
     * @throws io.taffrail.log.CorruptLogException if a record is not sound; what stands from there on was not changed.
     * @throws UncheckedIOException  if something cannot be written, such as on a full disk; what was not finished was not changed.
     */
    public CompactionResult compact(final boolean isDryRun) {
        try {
            final LogCompaction compaction = awaitReady();
            try (CompactionPass pass = compaction.begin(cleanerMemoryBytes, isDryRun)) {
                if (pass == null) {
                    throw new IllegalStateException("partition=" + log.name() + " is being compacted: try again later");
                }
                while (pass.step(COMPACT_BYTES)) {
                    continue;
                }
                return pass.result();
            }
        } catch (final IOException ex) {
            throw new UncheckedIOException("cannot compact: partition=" + log.name(), ex);
        }
    }

    /** What is dropped must be durable first. */
    private LogCompaction awaitReady() throws IOException {
        final String refusal = LogCompaction.refusal(log);
        if (refusal != null) {
            throw new IllegalStateException("cannot compact: partition=" + log.name() + ": " + refusal);
        }
        LogCompaction compaction = LogCompaction.of(log);
        final long end = compaction.reachableOffset();
        if (compaction.endOffset() < end) {
            flush();
            compaction = LogCompaction.of(log);
        }
        return compaction;
    }

    /**
     * End the present term: publishing is refused from now on, and the log ends at the first claim that is still open.
     *
     * @return the offset at which it ends.
     */
    public long fence() {
        return log.fence();
    }

    /**
     * Go on under a new term after a {@link #fence()}.
     *
     * @param term larger than the present one.
     */
    public void beginTerm(final int term) {
        try {
            log.beginTerm(term);
        } catch (final IOException ex) {
            throw new UncheckedIOException("cannot begin a term: term=" + term + ": the log stays fenced", ex);
        }
    }
}
