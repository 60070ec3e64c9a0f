/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.storage.ForceFailedException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Takes a log from idle to open at its first publish, back to idle when nobody publishes any more, and closes it.
 *
 * <p>Threading: the frontier, or the thread that closes, under the structure lock; requests come from any thread.
 */
final class Lifecycle {
    private static final long IDLE_AFTER_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long CLOSE_WAIT_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long RETENTION_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long ROLL_RETENTION_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private final PartitionLog log;
    private volatile boolean isActivationRequested;
    private volatile boolean isStorageFull;
    private final Object liveState = new Object();
    private volatile long publishedEnd = -1;
    private volatile long publishedHighWatermark;
    private long retryAtNs = Long.MIN_VALUE;
    private long usedAtNs;
    private long usedOffset = -1;
    private long retentionAtNs;
    private long retentionAtRolls;
    private long housekeepingAtNs = Long.MIN_VALUE;
    private boolean isHouseInOrder = true;

    Lifecycle(final PartitionLog log) {
        this.log = log;
    }

    void requestActivation() {
        isActivationRequested = true;
    }

    boolean isActivationRequested() {
        return isActivationRequested;
    }

    boolean isStorageFull() {
        return isStorageFull;
    }

    /** One turn of the frontier for this log; work done. */
    int doWork(final long nowNs) throws IOException {
        int work = 0;
        if (isActivationRequested && log.current().state == TailState.IDLE) {
            work += tryActivate(nowNs);
        }
        if (log.current().state == TailState.OPEN) {
            work += log.road().doWork(nowNs);
            work += sealByAge();
        }
        if (nowNs >= housekeepingAtNs) {
            work += keepHouse(nowNs);
        }
        return work;
    }

    /** What needs room on the disk but not at once: when there is none it is tried again, and nothing is lost. */
    private int keepHouse(final long nowNs) throws IOException {
        int work = 0;
        try {
            if (isRetentionDue(nowNs) && log.isLoaded() && isAlive()) {
                retentionAtNs = nowNs;
                retentionAtRolls = log.rolls();
                work += log.retention().apply();
                work += log.producers().doWork(log, nowNs);
            }
            if (log.current().state == TailState.OPEN) {
                work += log.keeper().absorb(nowNs);
                work += closeWhenUnused(nowNs);
            }
            isHouseInOrder = true;
        } catch (final ForceFailedException ex) {
            throw ex;
        } catch (final IOException ex) {
            housekeepingAtNs = nowNs + RETRY_NS;
            if (isHouseInOrder) {
                log.onError(ex);
            }
            isHouseInOrder = false;
        }
        return work;
    }

    /** Soon after a roll, so that a fast log keeps little more than it was told to; otherwise now and then. */
    private boolean isRetentionDue(final long nowNs) {
        final long sinceNs = nowNs - retentionAtNs;
        return sinceNs >= RETENTION_INTERVAL_NS
                || sinceNs >= ROLL_RETENTION_INTERVAL_NS && log.rolls() != retentionAtRolls;
    }

    /** Whether the directory is still this log's to change: a closed one may be deleted, or another log's, by now. */
    private boolean isAlive() {
        final TailState state = log.current().state;
        return state != TailState.CLOSED && state != TailState.FAILED;
    }

    /** Tell other processes, and the next open, how far the log goes and what is committed. */
    void publishLiveState(final ControlFile control) {
        publishedHighWatermark = log.knownHighWatermark();
        publishedEnd = log.cursor().contiguousOffset();
        control.endOffset(publishedEnd);
        control.lastStableOffset(log.cursor().updatedStableOffset());
        control.durableOffset(log.durableOffset());
        control.highWatermark(publishedHighWatermark);
    }

    /** The same by the conductor, while the frontier may be closing the file. */
    void publishNewLiveState() {
        if (log.cursor().contiguousOffset() != publishedEnd || log.knownHighWatermark() != publishedHighWatermark) {
            synchronized (liveState) {
                final ControlFile open = log.control();
                if (open != null) {
                    publishLiveState(open);
                }
            }
        }
    }

    /** Map a fenced log that had fallen idle, so that it is as one that was fenced while open. */
    void wake() throws IOException {
        if (log.control() == null) {
            log.follower(log.nextFollower());
            activate();
            log.fence();
        }
    }

    private int tryActivate(final long nowNs) {
        if (nowNs < retryAtNs) {
            return 0;
        }
        try {
            activate();
            isStorageFull = false;
            isActivationRequested = false;
            usedAtNs = nowNs;
        } catch (final ForceFailedException ex) {
            log.fail(ex);
        } catch (final IOException ex) {
            retryAtNs = nowNs + RETRY_NS;
            if (!isStorageFull) {
                log.onError(ex);
            }
            isStorageFull = true;
        }
        return 1;
    }

    private void activate() throws IOException {
        log.load();
        final ActiveTail idle = log.current();
        final LogEnd end = log.idleEnd();
        log.storage().createDirectories(log.directory());
        final ControlFile control = ControlFile.openOrCreate(log.storage(), log.directory(), log.logId());
        ActiveTail tail = null;
        try {
            log.control(control);
            final long newest = newest(end);
            log.keeper().writeCheckpoint(control, false);
            tail = end.segment() == null ? begin(end) : resume(end);
            if (end.segment() == null) {
                log.storage().forceDirectory(log.directory());
                log.storage().forceDirectory(log.directory().getParent());
            }
            final Segment segment = tail.segment;
            final int position = ActiveTail.position(tail.word());
            log.cursor().start(segment, position, end.offset(), newest);
            log.groupCommit().start(segment, position, end.offset());
            publishLiveState(control);
            segment.maxTimestamp(Long.MIN_VALUE); // the cursor knows it until the segment is sealed
            if (end.segment() == null) {
                log.catalog().add(segment);
            }
            log.keeper().write(true);
            log.compareAndSetCurrent(idle, tail);
            log.onAppendLimit();
        } catch (final IOException | RuntimeException ex) {
            closeControl();
            undo(end, tail);
            throw ex;
        }
    }

    /** Leave a log that could not be activated as idle as it was: nothing mapped, no file that nobody knows. */
    private void undo(final LogEnd end, final ActiveTail tail) throws IOException {
        log.cursor().stop();
        if (end.segment() != null) {
            end.segment().retire();
            end.segment().tryUnmap();
        } else if (tail != null) {
            log.catalog().clear();
            log.discard(tail);
        }
    }

    /** First segment of a log that has none. */
    private ActiveTail begin(final LogEnd end) throws IOException {
        final int length = Math.max(
                Math.min(Road.FIRST_LENGTH, log.segmentBytes()), log.roller().neededLength());
        final ActiveTail tail = log.road().buildNow(length);
        final int term = Math.max(1, log.keeper().tailTerm(end.offset()));
        final Segment segment = tail.segment;
        segment.identity().baseOffset = end.offset();
        log.roller().stamp(tail, null, 0, end.offset(), term);
        try {
            if (log.keeper().term() < term && !log.isFollowing()) {
                log.keeper().beginTerm(term, end.offset());
            }
            log.keeper().name(segment);
        } catch (final IOException ex) {
            log.discard(tail);
            throw ex;
        }
        return tail;
    }

    /** The last segment again. */
    private ActiveTail resume(final LogEnd end) throws IOException {
        final Segment segment = end.segment();
        if (!segment.isMapped()) {
            SegmentFiles.map(log.storage(), segment, log.slots());
        }
        log.retention().onResumed(segment);
        final ActiveTail tail = ActiveTail.over(segment);
        tail.begin(log.keeper().tailTerm(end.offset()), end.offset(), end.position());
        tail.limit(log.limitPosition(segment));
        return tail;
    }

    /** Newest timestamp of the last segment, whose index is there afterwards. */
    private long newest(final LogEnd end) throws IOException {
        final Segment segment = end.segment();
        if (segment == null) {
            return Long.MIN_VALUE;
        }
        log.requireIndex(segment, end.position());
        return Math.max(end.maxTimestamp(), segment.maxTimestamp());
    }

    /** Begin another segment when the present one is older than {@code segment.ms} and holds something. */
    private int sealByAge() {
        final ActiveTail tail = log.current();
        final long ageNs = log.nowNs() - log.retention().firstTimestamp(tail.segment);
        if (tail.isSealed()
                || tail.claimedPosition() <= LogFormat.SEGMENT_HEADER_LENGTH
                || ageNs < TimeUnit.MILLISECONDS.toNanos(log.settings().sealMs())) {
            return 0;
        }
        final int position = ActiveTail.position(tail.word());
        if (log.isFollowing() ? tail.isWithin(position) : tail.isOpenAt(position)) {
            final long word = tail.getAndAdd(0, tail.capacity);
            if (tail.isCrossing(ActiveTail.position(word), tail.capacity)) {
                log.roller().onCrossed(tail, word, 0);
            }
        }
        return 1;
    }

    private int closeWhenUnused(final long nowNs) throws IOException {
        final long claimed = log.claimedOffset();
        if (claimed != usedOffset || isActivationRequested) {
            usedOffset = claimed;
            usedAtNs = nowNs;
            isActivationRequested = false;
            return 0;
        }
        if (nowNs - usedAtNs < IDLE_AFTER_NS || log.cursor().contiguousOffset() != claimed) {
            return 0;
        }
        usedAtNs = nowNs;
        return rest(TailState.IDLE) ? 1 : 0;
    }

    /** Close for good: wait for open claims a while, then leave the log clean (true), or to recovery (false). */
    boolean close() throws IOException {
        log.structure().lock();
        try {
            if (log.current().state == TailState.FENCED && log.control() != null) {
                log.fencing().follow(log.nextFollower()); // nobody has that number: it rests as any log that follows
            }
            return restOrGiveUp() && log.failure() == null;
        } finally {
            shut();
            log.structure().unlock();
        }
    }

    private boolean restOrGiveUp() throws IOException {
        final long deadline = System.nanoTime() + CLOSE_WAIT_NS;
        while (log.current().state == TailState.OPEN && !rest(TailState.CLOSED)) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    /** Whatever happened before: nothing is appended any more. */
    private void shut() throws IOException {
        ActiveTail tail = log.current();
        while (tail.state != TailState.CLOSED
                && !log.compareAndSetCurrent(tail, ActiveTail.refusing(TailState.CLOSED))) {
            tail = log.current();
        }
        if (tail.state == TailState.OPEN) {
            tail.trip();
        }
        dropSpares();
        closeControl();
    }

    /**
     * Take the tail out when nothing is open under it, force everything, mark the log clean.
     *
     * @return false when a claim came in between, or is open: the log then goes on as before.
     */
    private boolean rest(final TailState state) throws IOException {
        final ActiveTail tail = log.current();
        final ActiveTail marker = ActiveTail.refusing(state);
        if (!log.compareAndSetCurrent(tail, marker)) {
            return false;
        }
        final long tripped = tail.trip();
        final boolean isSealed = !isWithin(tail, tripped);
        final long word = isSealed ? awaitSeal(tail) : tripped;
        log.roller().awaitRollsInFlight();
        log.cursor().advance(Integer.MAX_VALUE);
        final CursorSnapshot snapshot = new CursorSnapshot();
        log.cursor().snapshot(snapshot);
        final boolean isQuiet = snapshot.segment == tail.segment
                && snapshot.offset == tail.offset(word)
                && snapshot.position == ActiveTail.position(word);
        if (!isQuiet) {
            log.compareAndSetCurrent(marker, continued(tail, word, isSealed));
            return false;
        }
        try {
            settleDown(tail.segment, snapshot);
        } catch (final IOException ex) {
            tail.segment.maxTimestamp(Long.MIN_VALUE);
            log.compareAndSetCurrent(marker, continued(tail, word, isSealed));
            throw ex;
        }
        if (state == TailState.IDLE) {
            closeControl();
        }
        return true;
    }

    /** Everything durable, the index written, the log marked clean; only then is the mapping let go. */
    private void settleDown(final Segment segment, final CursorSnapshot end) throws IOException {
        log.keeper().takeUpRolls();
        log.groupCommit().force(System.nanoTime());
        log.groupCommit().force(System.nanoTime());
        segment.file().force(); // an empty one has nothing to commit, but its header must be there
        segment.maxTimestamp(end.maxTimestamp);
        log.idleEnd(new LogEnd(segment, end.position, end.offset, end.maxTimestamp));
        IndexFile.write(log.storage(), log.directory(), segment, end.position, end.offset);
        ProducersFile.write(
                log.storage(),
                ProducersFile.path(log.directory(), segment),
                log.cursor().encodeProducers(segment, end.position, end.offset));
        dropSpares();
        log.keeper().write(true);
        publishLiveState(log.control());
        if (log.failure() != null) {
            throw new ForceFailedException("log failed: " + log.failure().getMessage(), log.failure());
        }
        log.keeper().writeCheckpoint(log.control(), true);
        log.cursor().stop();
        segment.retire();
        log.retention().unmapRetired();
    }

    /** A tail that goes on where another was tripped. */
    private ActiveTail continued(final ActiveTail tripped, final long word, final boolean isSealed) {
        final ActiveTail tail = ActiveTail.over(tripped.segment);
        if (isSealed) {
            tail.beginSealed(tripped.term, word);
        } else {
            tail.begin(tripped.term, tripped.offset(word), ActiveTail.position(word));
        }
        tail.limit(log.limitPosition(tripped.segment));
        return tail;
    }

    private static boolean isWithin(final ActiveTail tail, final long word) {
        final int position = ActiveTail.position(word);
        return position >= 0 && position <= tail.capacity;
    }

    /** A claim crossed the end: it says at once where the log ends in the segment. */
    private static long awaitSeal(final ActiveTail tail) {
        while (!tail.isSealed()) {
            Thread.onSpinWait();
        }
        return tail.seal();
    }

    private void dropSpares() throws IOException {
        final Spares spares = log.roller().spares();
        spares.refill();
        for (ActiveTail spare = spares.take(); spare != null; spare = spares.take()) {
            log.discard(spare);
            spares.refill();
        }
        log.road().close();
    }

    private void closeControl() throws IOException {
        final ControlFile control = log.control();
        if (control != null) {
            synchronized (liveState) {
                log.control(null);
                control.close();
            }
        }
    }
}
