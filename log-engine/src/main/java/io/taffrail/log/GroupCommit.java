/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.settings.Durability;
import io.taffrail.storage.ForceFailedException;
import io.taffrail.storage.Storage;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes the contiguous prefix of a log durable, by group commit.
 *
 * <p>One force: capture the contiguous end, store the mark of what the <em>last</em> force made durable, force every
 * segment from the last durable one to the captured one, then let the durable offset pass. A failed force is final: the
 * log takes no more records and the durable offset never moves again.
 *
 * <p>Threading: forces run on the flusher, one at a time (monitor); {@link #durableOffset()} may be read by any thread.
 */
final class GroupCommit {
    private final PartitionLog log;
    private final CursorSnapshot captured = new CursorSnapshot();
    private Segment durableSegment;
    private int durablePosition;
    private long markedOffset;
    private long lastForceNs;
    private volatile long durableOffset;
    private final AtomicLong requestedOffset = new AtomicLong(-1);
    private boolean isBroken;

    GroupCommit(final PartitionLog log) {
        this.log = log;
    }

    /** Start at the end of a log that nobody appends to, all of which is durable up to an offset. */
    synchronized void start(final Segment segment, final int position, final long offset) {
        durableSegment = segment;
        durablePosition = position;
        durableOffset = offset;
        markedOffset = offset;
    }

    long durableOffset() {
        return durableOffset;
    }

    /** Wait until an offset is durable, or no longer has to be: the offset, or why it never will be. */
    long await(final long offset, final int term) {
        final long sinceNs = System.nanoTime();
        for (long attempt = 0; durableOffset <= offset; attempt++) {
            if (!log.isSync()) {
                return offset;
            }
            if (log.fencing().isCutOff(term, offset)) {
                return PublishResult.FENCED;
            }
            if (log.failure() != null) {
                return PublishResult.FAILED;
            }
            if (log.isClosed()) {
                return PublishResult.CLOSED;
            }
            log.context().waiter().await(attempt, sinceNs);
        }
        return log.fencing().isCutOff(term, offset) ? PublishResult.FENCED : offset;
    }

    /** Have everything before an offset forced soon, whatever the mode. */
    void request(final long offset) {
        requestedOffset.accumulateAndGet(offset, Math::max);
    }

    /** One turn of the flusher for this log; work done. */
    int doWork(final long nowNs) {
        passDeleted();
        if (!isDue(nowNs)) {
            return 0;
        }
        try {
            log.cursor().advance(Integer.MAX_VALUE);
            return force(nowNs) ? 1 : 0;
        } catch (final IOException | RuntimeException ex) {
            log.fail(ex);
            return 1;
        }
    }

    /** Whether something that is contiguous still has to be forced. */
    boolean isBehind() {
        final long end = log.cursor().contiguousOffset();
        return durableOffset < end
                && (durableOffset < requestedOffset.get() || log.settings().durability() != Durability.ASYNC);
    }

    private boolean isDue(final long nowNs) {
        if (durableOffset < requestedOffset.get()) {
            return true;
        }
        return switch (log.settings().durability()) {
            case SYNC -> durableOffset < log.claimedOffset() || isMarkDue(nowNs);
            case INTERVAL ->
                nowNs - lastForceNs
                                >= TimeUnit.MILLISECONDS.toNanos(log.settings().flushMs())
                        && (durableOffset < log.claimedOffset() || markedOffset < durableOffset);
            case ASYNC -> false;
        };
    }

    private boolean isMarkDue(final long nowNs) {
        return markedOffset < durableOffset
                && nowNs - lastForceNs
                        >= TimeUnit.MILLISECONDS.toNanos(log.settings().flushMs());
    }

    /** Force what is contiguous; true if anything was. */
    synchronized boolean force(final long nowNs) throws IOException {
        log.cursor().snapshot(captured);
        if (captured.segment == null || captured.offset == durableOffset && markedOffset == durableOffset) {
            return false;
        }
        if (isBroken) {
            throw new ForceFailedException("an earlier force failed: nothing can be made durable any more", null);
        }
        passDeleted();
        isBroken = true;
        final boolean mayMark = log.keeper().unrecordedOffset() >= durableOffset; // recovery finds later terms itself
        if (mayMark && durableSegment.tryRetain()) {
            DurableMark.write(durableSegment.buffer(), durableSegment.generation(), durableOffset, durablePosition);
            durableSegment.release();
        }
        forceSegments();
        isBroken = false;
        if (mayMark) {
            markedOffset = durableOffset;
        }
        durableSegment = captured.segment;
        durablePosition = captured.position;
        durableOffset = captured.offset;
        lastForceNs = nowNs;
        return true;
    }

    /**
     * The log ends at an offset and goes on in a fresh segment: no force, no mark and no look of the cursor comes between
     * the steps.
     */
    synchronized void cut(final Segment last, final int position, final long offset, final Segment next) {
        last.end(position, offset, next);
        last.sealedAtNs(log.nowNs());
        last.retire();
        log.cursor().start(next, LogFormat.SEGMENT_HEADER_LENGTH, offset, Long.MIN_VALUE);
        if (durableOffset >= offset) {
            start(next, LogFormat.SEGMENT_HEADER_LENGTH, offset);
        }
        lowerRequest(offset);
    }

    /** The log holds nothing and goes on in a fresh segment. */
    synchronized void restart(final Segment next, final long offset) {
        log.cursor().start(next, LogFormat.SEGMENT_HEADER_LENGTH, offset, Long.MIN_VALUE);
        start(next, LogFormat.SEGMENT_HEADER_LENGTH, offset);
        lowerRequest(offset);
    }

    /** A force that was asked for behind the cut would be due for ever. */
    private void lowerRequest(final long offset) {
        requestedOffset.accumulateAndGet(offset, Math::min);
    }

    /** What retention deleted need not be forced, nor kept in memory until it is. */
    private synchronized void passDeleted() {
        while (durableSegment != null && isDeleted(durableSegment)) {
            durableSegment = durableSegment.next();
            durablePosition = LogFormat.SEGMENT_HEADER_LENGTH;
            durableOffset = Math.max(durableOffset, durableSegment.baseOffset());
        }
    }

    private boolean isDeleted(final Segment segment) {
        return segment.isEnded() && segment.next() != null && segment.endOffset() <= log.logStartOffset();
    }

    private void forceSegments() throws IOException {
        final Storage storage = log.storage();
        boolean isNameNew = false;
        for (Segment segment = durableSegment; segment != null; segment = segment.next()) {
            forceFile(storage, segment);
            isNameNew |= !segment.isNameDurable();
            if (segment == captured.segment) {
                break;
            }
        }
        if (isNameNew) {
            storage.forceDirectory(log.directory());
            for (Segment segment = durableSegment; segment != null; segment = segment.next()) {
                segment.nameDurable();
                if (segment == captured.segment) {
                    break;
                }
            }
        }
    }

    private void forceFile(final Storage storage, final Segment segment) throws IOException {
        if (segment.tryRetain()) {
            try {
                segment.file().force();
            } finally {
                segment.release();
            }
        } else {
            try (StorageFile reopened = segment.reopen(storage, true)) {
                reopened.force();
            } catch (final NoSuchFileException ex) {
                if (!isDeleted(segment)) {
                    throw ex;
                }
            }
        }
    }
}
