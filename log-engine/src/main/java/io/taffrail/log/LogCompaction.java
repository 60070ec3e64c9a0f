/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.settings.CleanupPolicy;
import io.taffrail.settings.TopicSettings;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * What there is to compact in a log at a moment: keep the newest record of each key, in its place and under its offset.
 *
 * <pre>{@code
 * LogCompaction compaction = LogCompaction.of(log);
 * compaction.prepare();
 * if (compaction.isDue()) {
 *     try (CompactionPass pass = compaction.begin(memoryBytes, false)) {
 *         while (pass.step(1 << 20)) {
 *             // whatever else there is to do
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>Logs that have replicas elsewhere are not compacted: their copies are compared and sent byte for byte.
 *
 * <p>Threading: confined to one thread, that of no publisher. A log has one pass at a time.
 */
public final class LogCompaction {
    private final PartitionLog log;
    private final CleanableRange range;
    private final CleanableRange reachable;

    private LogCompaction(final PartitionLog log) throws IOException {
        this.log = log;
        this.range = CleanableRange.of(log, CleanableRange.durableOffset(log));
        this.reachable = CleanableRange.of(log, CleanableRange.reachableOffset(log));
    }

    /**
     * Look at a log that is loaded.
     *
     * @param log of a topic with {@code cleanup.policy=compact}, or {@code compact,delete}.
     * @return what there is to do.
     * @throws IOException when an index cannot be read.
     */
    public static LogCompaction of(final PartitionLog log) throws IOException {
        return new LogCompaction(log);
    }

    /**
     * Why a log is not to be compacted.
     *
     * @param log that is loaded.
     * @return a reason, and what to do where something can be done; null when it may be.
     */
    public static String refusal(final PartitionLog log) {
        if (log.settings().cleanupPolicy() == CleanupPolicy.DELETE) {
            return "its cleanup.policy is delete: make that compact, or compact,delete";
        }
        if (log.replication().isReplicated()) {
            return "it has replicas, which are compared and sent byte for byte";
        }
        if (log.failure() != null) {
            return "it failed: " + log.failure();
        }
        return log.isClosed() ? "it was closed" : null;
    }

    /**
     * Whether it is time, by the topic's settings: {@code min.cleanable.dirty.ratio} or {@code max.compaction.lag.ms}.
     *
     * @return false also when a pass over the same records changed nothing.
     */
    public boolean isDue() {
        return isDue(range);
    }

    private boolean isDue(final CleanableRange of) {
        final TopicSettings settings = log.settings();
        final long ageNs = of.oldestNs() == Long.MAX_VALUE ? 0 : log.nowNs() - of.oldestNs();
        final boolean isLate = ageNs > TimeUnit.MILLISECONDS.toNanos(settings.maxCompactionLagMs());
        return of.dirtyBytes() > 0
                && (isLate || of.dirtyRatio() > settings.minCleanableDirtyRatio())
                && !log.compaction().isInVain(of);
    }

    /**
     * How much of what could be cleaned is not clean.
     *
     * @return 0 to 1, by bytes.
     */
    public double dirtyRatio() {
        return range.dirtyRatio();
    }

    /**
     * Bytes of the part that is not clean and could be.
     *
     * @return bytes.
     */
    public long dirtyBytes() {
        return range.dirtyBytes();
    }

    /**
     * First offset that is not clean: before it every key is there once.
     *
     * @return the offset.
     */
    public long cleanOffset() {
        return range.cleanOffset();
    }

    /**
     * First offset behind what a pass would read.
     *
     * @return the offset.
     */
    public long endOffset() {
        return range.endOffset();
    }

    /**
     * First offset behind what a pass could read, were everything durable.
     *
     * @return the offset.
     */
    public long reachableOffset() {
        return reachable.endOffset();
    }

    /**
     * Ask for a force if a pass would be due with what is not durable yet: what is dropped must not be there again after a power
     * loss that took what had replaced it. Look again later.
     */
    public void prepare() {
        if (isDue(reachable) && reachable.endOffset() > range.endOffset()) {
            log.requestForce(log.contiguousOffset());
        }
    }

    /**
     * Begin a pass.
     *
     * @param memoryBytes for keys, 30 for each; a pass that has more of them does a part, and the next one goes on.
     * @param isDryRun    whether nothing is written: the result then says what a pass would do.
     * @return the pass, to be closed; null when one is at work already.
     * @throws IllegalStateException if there is no such memory.
     */
    public CompactionPass begin(final int memoryBytes, final boolean isDryRun) {
        if (!log.compaction().tryBegin()) {
            return null;
        }
        try {
            return new CompactionPass(log, range, memoryBytes, isDryRun);
        } catch (final OutOfMemoryError ex) {
            log.compaction().end(range, false);
            throw new IllegalStateException(
                    "no memory outside the heap for the keys of a compaction: bytes=" + memoryBytes
                            + ": raise -XX:MaxDirectMemorySize, or lower cleanerDedupeBufferSize",
                    ex);
        }
    }
}
