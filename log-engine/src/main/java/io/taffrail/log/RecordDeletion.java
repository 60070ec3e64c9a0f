/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.storage.ForceFailedException;
import java.io.IOException;

/**
 * Moves a log's start to an offset that somebody asked for, be it in the midst of a segment or of a batch. Segments that hold
 * nothing behind it go; of the first one that stays the records before the start are there and belong to the log no more.
 *
 * <p>Threading: any thread, under the log's structure lock.
 */
public final class RecordDeletion {
    /** Stands for the first offset that is not committed. */
    public static final long HIGH_WATERMARK = -1;

    private RecordDeletion() {}

    /**
     * Delete the records before an offset.
     *
     * @param log    that is not replicated.
     * @param offset first one to keep, or {@link #HIGH_WATERMARK}; one before the log start changes nothing.
     * @return the log start afterwards, durable.
     * @throws IllegalArgumentException if the offset is not committed yet.
     * @throws IllegalStateException    if the log is replicated, was closed, or failed.
     * @throws IOException              if it cannot be written; the log starts where it did.
     */
    public static long deleteBefore(final PartitionLog log, final long offset) throws IOException {
        log.structure().lock();
        try {
            requireOwn(log);
            final long end = Math.min(log.highWatermark(), log.endOffset());
            final long start = offset == HIGH_WATERMARK ? end : offset;
            if (start < 0 || start > end) {
                throw new IllegalArgumentException("offset=" + offset + " must be from logStartOffset="
                        + log.logStartOffset() + " to endOffset=" + end + ", or -1 for that end");
            }
            if (start > log.logStartOffset()) {
                move(log, start);
            }
            return log.logStartOffset();
        } catch (final ForceFailedException ex) {
            log.fail(ex);
            throw ex;
        } finally {
            log.structure().unlock();
        }
    }

    private static void requireOwn(final PartitionLog log) {
        if (log.replication().isReplicated()) {
            throw new IllegalStateException(
                    "the log is replicated: its leader decides by the topic's retention what all replicas keep");
        }
        if (log.isClosed() || log.failure() != null) {
            throw new IllegalStateException(
                    "the log takes no changes any more: " + (log.isClosed() ? "it is closed" : log.failure()));
        }
    }

    private static void move(final PartitionLog log, final long start) throws IOException {
        log.keeper().takeUpRolls();
        final Segment[] segments = log.catalog().segments();
        int dropped = 0;
        while (dropped < segments.length - 1 && segments[dropped].isEnded() && segments[dropped].endOffset() <= start) {
            dropped++;
        }
        try {
            log.retention().drop(segments, dropped, start);
        } catch (final ForceFailedException ex) {
            throw ex;
        } catch (final IOException ex) {
            if (log.logStartOffset() != start) {
                throw ex;
            }
            log.onError(ex); // files are left over, which the next load removes
        }
    }
}
