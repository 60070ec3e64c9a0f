/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.settings.TopicSettings;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The part of a log that may be cleaned at a moment: segments from the log start on that have ended, as far as they are
 * durable and old enough.
 *
 * @param segments    of which the first ones may be clean already.
 * @param cleanOffset first offset that is not.
 * @param cleanBytes  bytes of those that are.
 * @param dirtyBytes  bytes of the others.
 * @param oldestNs    newest timestamp of the first segment that is not clean, {@link Long#MAX_VALUE} when all are.
 */
record CleanableRange(List<Segment> segments, long cleanOffset, long cleanBytes, long dirtyBytes, long oldestNs) {
    /**
     * What may be cleaned of a log. Reads indices that were not read yet.
     *
     * @param durableOffset first offset that is not durable; {@link Long#MAX_VALUE} to see what could be cleaned if all were.
     */
    static CleanableRange of(final PartitionLog log, final long durableOffset) throws IOException {
        final Segment[] all = settled(log);
        final long stable = stableOffset(log);
        final long clean = cleanOffset(all);
        final TopicSettings settings = log.settings();
        final long youngestNs = log.nowNs() - TimeUnit.MILLISECONDS.toNanos(settings.minCompactionLagMs());
        long cleanBytes = 0;
        long dirtyBytes = 0;
        long oldestNs = Long.MAX_VALUE;
        int count = 0;
        while (count < all.length && all[count].endOffset() <= stable && all[count].endOffset() < durableOffset) {
            final Segment segment = all[count];
            if (segment.endOffset() <= clean) {
                cleanBytes += segment.endPosition();
            } else {
                final long newest = newest(log, segment);
                if (settings.minCompactionLagMs() > 0 && newest > youngestNs) {
                    break;
                }
                oldestNs = dirtyBytes == 0 ? newest : oldestNs;
                dirtyBytes += segment.endPosition();
            }
            count++;
        }
        return new CleanableRange(List.of(Arrays.copyOf(all, count)), clean, cleanBytes, dirtyBytes, oldestNs);
    }

    /** Part of the bytes that are not clean, 0 to 1. */
    double dirtyRatio() {
        return segments.isEmpty() ? 0 : (double) dirtyBytes / (cleanBytes + dirtyBytes);
    }

    /** First offset behind the range. */
    long endOffset() {
        return segments.isEmpty() ? 0 : segments.get(segments.size() - 1).endOffset();
    }

    /**
     * Where records are that a transaction may still take back.
     *
     * <p>Nothing is cleaned from there on. This is the one place that decides it.
     */
    private static long stableOffset(final PartitionLog log) {
        return Math.min(log.highWatermark(), log.cursor().lastStableOffset());
    }

    /** Segments that have ended, and whose files beside them were written. */
    private static Segment[] settled(final PartitionLog log) {
        log.structure().lock();
        try {
            final Segment[] all = log.catalog().segments();
            int count = 0;
            while (count < all.length - 1 && all[count].isEnded() && (all[count].isTidy() || !all[count].isMapped())) {
                count++;
            }
            return Arrays.copyOf(all, count);
        } finally {
            log.structure().unlock();
        }
    }

    /** The compacted segments with which a log begins say how far it is clean; a cut has taken what it cut away from them. */
    private static long cleanOffset(final Segment[] all) {
        long offset = all.length == 0 ? 0 : all[0].baseOffset();
        for (final Segment segment : all) {
            final Compaction compaction = segment.identity().compaction;
            if (compaction == null) {
                break;
            }
            offset = Math.min(compaction.cleanOffset(), segment.endOffset());
            if (offset < segment.endOffset()) {
                break;
            }
        }
        return offset;
    }

    /**
     * First offset that is not durable, as far as a pass is concerned: the segment behind those that it reads has to be durable
     * too, since a log cannot end in one that was compacted; so something durable must be in it.
     */
    static long durableOffset(final PartitionLog log) {
        return log.current().state == TailState.IDLE ? Long.MAX_VALUE : log.durableOffset();
    }

    /** The same, were everything forced that is there. */
    static long reachableOffset(final PartitionLog log) {
        return log.current().state == TailState.IDLE ? Long.MAX_VALUE : log.contiguousOffset();
    }

    private static long newest(final PartitionLog log, final Segment segment) throws IOException {
        if (segment.maxTimestamp() == Long.MIN_VALUE) {
            log.requireIndex(segment, segment.endPosition());
        }
        return segment.maxTimestamp();
    }
}
