/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import java.io.IOException;

/**
 * The frontier's duty for one log: keep the road ahead of the publishers clear, so that neither a full disk nor a page
 * fault nor a roll happens to them.
 *
 * <p>Cost follows use: a log gets a spare once its segment is half full or will be within the lead time at the present
 * rate; pages are touched a distance ahead that follows the rate.
 *
 * <p>Threading: the frontier, under the log's structure lock.
 */
final class Road {
    static final int FIRST_LENGTH = 64 * 1024;

    private static final int MIN_TOUCH_DISTANCE = 256 * 1024;
    private static final int MAX_TOUCH_DISTANCE = 32 << 20;
    private static final int MAX_SPARES = 16;
    private static final long MAX_RESERVE = 64 << 20;
    private static final int MAX_INDEX_ROOM = 64 * 1024;
    private static final long SPARE_LEAD_NS = 2_000_000_000L;
    private static final long RESERVE_LEAD_NS = 250_000_000L;
    private static final long TOUCH_LEAD_NS = 20_000_000L;
    private static final long RETRY_NS = 100_000_000L;

    private final PartitionLog log;
    private final SpareBuilder builder;
    private ActiveTail touchedTail;
    private int touchedPosition;
    private long measuredBytes;
    private long measuredNs;
    private double bytesPerNs;
    private long retryAtNs = Long.MIN_VALUE;
    private int attemptLength;
    private volatile boolean isStorageFull;
    private volatile long preparedBytes;
    private volatile long wantedBytes;

    Road(final PartitionLog log) {
        this.log = log;
        this.builder = new SpareBuilder(log.storage(), log.directory(), log.logId());
    }

    /** One turn; work done. */
    int doWork(final long nowNs) throws IOException {
        final ActiveTail tail = log.current();
        if (tail.state != TailState.OPEN) {
            return 0;
        }
        int work = 0;
        if (tail.isSealed() && log.roller().tryRoll(tail)) {
            work++;
        }
        measure(tail, nowNs);
        touchAhead(tail);
        work += keepSpare(tail, nowNs);
        return work;
    }

    /** Ask for this many prepared bytes ahead of the tail, spares included. */
    void want(final long bytes) {
        wantedBytes = bytes;
    }

    /** Whether the spare could not be made for want of room. */
    boolean isStorageFull() {
        return isStorageFull;
    }

    /** Bytes ahead of the tail that are zeroed, spares included. */
    long preparedBytes() {
        return preparedBytes;
    }

    /** Build a spare now, whatever the rate; null if it failed for want of room. */
    ActiveTail buildNow(final int length) throws IOException {
        if (!builder.isBuilding()) {
            builder.begin(length);
        }
        ActiveTail built;
        do {
            built = build();
        } while (built == null);
        return built;
    }

    /** Build on; whoever follows the batches of the finished segment has room for their index, and allocates none. */
    private ActiveTail build() throws IOException {
        final ActiveTail built = builder.build(log.isForcedAhead(), log.slots());
        if (built != null) {
            final int interval = Math.max(LogFormat.BATCH_ALIGNMENT, log.indexIntervalBytes());
            built.segment.index().reserve(Math.min(MAX_INDEX_ROOM, built.segment.length() / interval + 1));
        }
        return built;
    }

    /** Forget what was begun and what was found: the log falls idle, or is closed. */
    void close() throws IOException {
        isStorageFull = false;
        attemptLength = 0;
        retryAtNs = Long.MIN_VALUE;
        builder.discard();
    }

    private int keepSpare(final ActiveTail tail, final long nowNs) throws IOException {
        final Spares spares = log.roller().spares();
        spares.refill();
        dropSmall(spares);
        preparedBytes = (long) tail.capacity - tail.claimedPosition() + spares.bytes();
        if (preparedBytes >= wantedBytes || spares.count() >= MAX_SPARES) {
            wantedBytes = 0;
        }
        if (nowNs < retryAtNs || !builder.isBuilding() && !isSpareDue(tail, spares)) {
            return 0;
        }
        try {
            if (!builder.isBuilding()) {
                builder.begin(attemptLength > 0 ? attemptLength : nextLength(tail));
            }
            final ActiveTail built = build();
            if (built != null) {
                isStorageFull = false;
                attemptLength = 0;
                spares.add(built);
            }
        } catch (final IOException ex) {
            onNoRoom(nowNs, ex);
        }
        return 1;
    }

    private void onNoRoom(final long nowNs, final IOException ex) {
        if (log.roller().spares().count() > 0) { // a roll is possible all the same
            retryAtNs = nowNs + RETRY_NS;
            return;
        }
        final int smallest = Math.max(FIRST_LENGTH, log.roller().neededLength());
        final int failed = builder.length();
        attemptLength = Math.max(smallest, failed / 4 / SpareBuilder.PAGE * SpareBuilder.PAGE);
        if (failed <= attemptLength) {
            retryAtNs = nowNs + RETRY_NS;
            attemptLength = 0;
            if (!isStorageFull) {
                log.onError(ex);
            }
            isStorageFull = true;
        }
    }

    private void dropSmall(final Spares spares) throws IOException {
        final int least = log.roller().neededLength();
        for (ActiveTail spare = spares.peek(); spare != null && spare.capacity < least; spare = spares.peek()) {
            final ActiveTail small = spares.take();
            if (small != null && small.capacity < least) {
                log.discard(small);
            } else if (small != null) {
                spares.add(small);
            }
            spares.refill();
        }
    }

    private int nextLength(final ActiveTail tail) {
        final boolean isFirst = log.roller().spares().count() == 0;
        final int before = isFirst ? tail.capacity : Math.max(tail.capacity, builder.length());
        final int grown = SpareBuilder.grownLength(before, log.segmentBytes());
        final long wanted = Math.min(log.segmentBytes(), wantedBytes);
        return (int) Math.max(Math.max((long) grown, wanted), log.roller().neededLength());
    }

    private boolean isSpareDue(final ActiveTail tail, final Spares spares) {
        if (spares.count() >= MAX_SPARES) {
            return false;
        }
        if (preparedBytes < wantedBytes) {
            return true;
        }
        if (spares.count() > 0) {
            return spares.bytes() < Math.min(MAX_RESERVE, bytesPerNs * RESERVE_LEAD_NS);
        }
        final int claimed = tail.claimedPosition();
        return tail.isSealed() || claimed > tail.capacity / 2 || bytesPerNs * SPARE_LEAD_NS > tail.capacity - claimed;
    }

    /** Not counted as work: between turns the frontier leaves the tail's line to the publishers. */
    private void touchAhead(final ActiveTail tail) {
        final int claimed = tail.claimedPosition();
        if (touchedTail != tail) {
            touchedTail = tail;
            touchedPosition = claimed;
        }
        final int distance =
                (int) Math.min(MAX_TOUCH_DISTANCE, Math.max(MIN_TOUCH_DISTANCE, bytesPerNs * TOUCH_LEAD_NS));
        final int from = Math.max(touchedPosition, claimed) & -SpareBuilder.PAGE;
        final int to = (int) Math.min(tail.capacity, (long) claimed + distance) & -SpareBuilder.PAGE;
        if (from >= to) {
            return;
        }
        touchedPosition = SpareBuilder.touch(tail.buffer, from, to);
    }

    private void measure(final ActiveTail tail, final long nowNs) {
        final long bytes = tail.segment.startBytes() + tail.claimedPosition() - LogFormat.SEGMENT_HEADER_LENGTH;
        final long elapsed = nowNs - measuredNs;
        if (elapsed >= TOUCH_LEAD_NS) {
            final double rate = Math.max(0, bytes - measuredBytes) / (double) elapsed;
            bytesPerNs = measuredNs == 0 ? 0 : Math.max(rate, bytesPerNs * 0.9);
            measuredBytes = bytes;
            measuredNs = nowNs;
        }
    }
}
