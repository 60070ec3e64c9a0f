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
    private static final long SPARE_LEAD_NS = 2_000_000_000L;
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

    /** Ask for this many prepared bytes ahead of the tail, spare included. */
    void want(final long bytes) {
        wantedBytes = bytes;
    }

    /** Whether the spare could not be made for want of room. */
    boolean isStorageFull() {
        return isStorageFull;
    }

    /** Bytes ahead of the tail that are zeroed, spare included. */
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
            built = builder.build(log.isForcedAhead(), log.slots());
        } while (built == null);
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
        dropSmallSpare();
        final int spareLength = log.roller().spareLength();
        final boolean hasSpare = spareLength > 0;
        preparedBytes = (long) tail.capacity - tail.claimedPosition() + spareLength;
        if (preparedBytes >= wantedBytes) {
            wantedBytes = 0;
        }
        if (hasSpare || nowNs < retryAtNs || !builder.isBuilding() && !isSpareDue(tail)) {
            return 0;
        }
        try {
            if (!builder.isBuilding()) {
                builder.begin(attemptLength > 0 ? attemptLength : nextLength(tail));
            }
            final ActiveTail built = builder.build(log.isForcedAhead(), log.slots());
            if (built != null) {
                isStorageFull = false;
                attemptLength = 0;
                log.roller().putBack(built);
            }
        } catch (final IOException ex) {
            onNoRoom(tail, nowNs, ex);
        }
        return 1;
    }

    private void onNoRoom(final ActiveTail tail, final long nowNs, final IOException ex) {
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

    /** What a batch needs, or what somebody who prepares asked for. */
    private int leastSpareLength() {
        final long wanted = wantedBytes > preparedBytes ? Math.min(log.segmentBytes(), wantedBytes) : 0;
        return (int) Math.max(wanted, log.roller().neededLength());
    }

    private void dropSmallSpare() throws IOException {
        final int length = log.roller().spareLength();
        final int least = leastSpareLength();
        if (length > 0 && length < least) {
            final ActiveTail small = log.roller().takeSpare();
            if (small != null && small.capacity < least) {
                log.discard(small);
            } else if (small != null) {
                log.roller().putBack(small);
            }
        }
        ActiveTail surplus = log.roller().pollSurplus();
        while (surplus != null) {
            log.discard(surplus);
            surplus = log.roller().pollSurplus();
        }
    }

    private int nextLength(final ActiveTail tail) {
        final int grown = SpareBuilder.grownLength(tail.capacity, log.segmentBytes());
        final long wanted = Math.min(log.segmentBytes(), wantedBytes);
        return (int) Math.max(Math.max((long) grown, wanted), log.roller().neededLength());
    }

    private boolean isSpareDue(final ActiveTail tail) {
        final int claimed = tail.claimedPosition();
        final int left = tail.capacity - claimed;
        return tail.isSealed()
                || claimed > tail.capacity / 2
                || left < wantedBytes
                || bytesPerNs * SPARE_LEAD_NS > left;
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
