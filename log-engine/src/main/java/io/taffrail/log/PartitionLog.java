/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.settings.TopicSettings;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The log of one partition.
 *
 * <p>This class holds the parts together; each does one thing:
 *
 * <pre>
 *   Appender       claim, fill, checksum, commit                        publishers' threads
 *   Roller         from a full segment to the next                      whoever takes the spare
 *   Road           zeros, pages and the spare ahead of the tail         frontier
 *   InOrderCursor  contiguous end, index                                conductor
 *   GroupCommit    durable offset                                       flusher
 *   Lifecycle      idle, open, closed                                   frontier
 *   Fencing        end of a term, start of the next                     replication
 *   ReplicaLog     following, truncating, reading raw batches           replication
 *   Retention      log start                                            frontier
 * </pre>
 *
 * <p>Threading: {@code current} is the one shared reference of the publish path and changes by compare-and-set only.
 * Everything slow is under the structure lock, which no publisher ever takes.
 */
public final class PartitionLog extends LogShared {
    private static final VarHandle CURRENT;

    static {
        try {
            CURRENT = MethodHandles.lookup().findVarHandle(PartitionLog.class, "current", ActiveTail.class);
        } catch (final ReflectiveOperationException ex) {
            throw new ExceptionInInitializerError(ex);
        }
    }

    private final ManifestKeeper keeper;
    private final Roller roller;
    private final Admission admission;
    private final InOrderCursor cursor;
    private final GroupCommit groupCommit;
    private final Road road;
    private final Lifecycle lifecycle;
    private final Fencing fencing;
    private final Retention retention;
    private final ReplicaLog replica;
    private volatile ActiveTail current;
    private volatile boolean isLoaded;
    private volatile Throwable failure;

    /**
     * A log that is not loaded yet.
     *
     * @param context  what it is given.
     * @param settings of its topic.
     */
    public PartitionLog(final LogContext context, final TopicSettings settings) {
        super(context, settings);
        current = ActiveTail.refusing(context.replication().isReplicated() ? TailState.FENCED : TailState.IDLE);
        keeper = new ManifestKeeper(this);
        roller = new Roller(this);
        admission = new Admission(this, context().waiter());
        cursor = new InOrderCursor(this);
        groupCommit = new GroupCommit(this);
        road = new Road(this);
        lifecycle = new Lifecycle(this);
        fencing = new Fencing(this);
        retention = new Retention(this);
        replica = new ReplicaLog(this);
    }

    /**
     * Read what the directory holds, with recovery where it was not closed cleanly. Does nothing the second time. A log
     * that is not replicated may be appended to at once, a replicated one is fenced until it is led or follows.
     *
     * @throws IOException         when it cannot be read or written.
     * @throws CorruptLogException when bytes are bad that a crash cannot explain.
     */
    public void load() throws IOException {
        structure().lock();
        try {
            if (!isLoaded) {
                new LogLoader(this).load();
                isLoaded = true;
            }
        } finally {
            structure().unlock();
        }
    }

    /**
     * Whether the directory was read.
     *
     * @return true after {@link #load()}.
     */
    public boolean isLoaded() {
        return isLoaded;
    }

    /**
     * A new appender.
     *
     * @return for the use of one thread.
     */
    public Appender appender() {
        return new Appender(this, takeSlot());
    }

    /**
     * A new appender of an idempotent producer.
     *
     * @param producerId 0 or more, nobody else's.
     * @param epoch      of the producer, 0 or more.
     * @return for the use of one thread.
     */
    public ProducerAppender producer(final long producerId, final short epoch) {
        return new ProducerAppender(this, producerId, epoch, false);
    }

    /**
     * A new reader at the log start.
     *
     * @param strategy how it looks again after it found nothing.
     * @return for the use of one thread.
     */
    public PartitionReader reader(final ReaderStrategy strategy) {
        return new PartitionReader(this, strategy, takeSlot());
    }

    /**
     * What replication needs of this log beside appending and reading.
     *
     * @return always the same.
     */
    public ReplicaLog replica() {
        return replica;
    }

    /** More may be appended than before: called by replication when its limit grew. */
    public void onAppendLimit() {
        final ActiveTail tail = current;
        if (tail.state == TailState.OPEN) {
            tail.limit(limitPosition(tail.segment));
        }
    }

    /**
     * End the present term: no claim succeeds any more, and the log ends at the first claim that is still open.
     *
     * @return the offset at which it ends.
     */
    public long fence() {
        return fencing.fence();
    }

    /**
     * Let this log be appended to under a new term, after a {@link #fence()}.
     *
     * @param term larger than any before.
     * @throws IOException when the segment or the manifest cannot be written; the log stays fenced.
     */
    public void beginTerm(final int term) throws IOException {
        fencing.beginTerm(term);
    }

    /**
     * Have at least this many bytes prepared ahead of the tail, as far as the segments kept ahead hold them.
     *
     * @param bytes wanted.
     */
    public void want(final long bytes) {
        road.want(bytes);
        requestActivation();
    }

    /**
     * Bytes ahead of the tail that are zeroed.
     *
     * @return bytes, the spare included.
     */
    public long preparedBytes() {
        return road.preparedBytes();
    }

    /**
     * Ask for everything before an offset to be forced soon, whatever the durability mode.
     *
     * @param offset exclusive.
     */
    public void requestForce(final long offset) {
        groupCommit.request(offset);
        requestDuties();
    }

    /**
     * First offset that is not known to be durable.
     *
     * @return the offset.
     */
    public long durableOffset() {
        return groupCommit.durableOffset();
    }

    /**
     * First offset after all claims made so far.
     *
     * @return the offset.
     */
    public long claimedOffset() {
        final ActiveTail tail = current;
        if (tail.state != TailState.OPEN) {
            return cursor.contiguousOffset();
        }
        final long word = tail.isSealed() ? tail.seal() : tail.word();
        return tail.offset(word);
    }

    /**
     * Claims made and not committed, or committed behind such a one, as far as the cursor has looked.
     *
     * @return offsets between the contiguous and the claimed end.
     */
    public long openOffsets() {
        return Math.max(0, claimedOffset() - cursor.contiguousOffset());
    }

    @Override
    public long contiguousOffset() {
        return cursor.contiguousOffset();
    }

    /**
     * Bytes of batches before the contiguous end, from the very beginning of the log.
     *
     * @return bytes.
     */
    public long contiguousBytes() {
        return cursor.contiguousBytes();
    }

    /**
     * Rolls done since the log was opened.
     *
     * @return the number.
     */
    public long rolls() {
        return roller.rolls();
    }

    /**
     * The present term.
     *
     * @return the term.
     */
    public int term() {
        return keeper.term();
    }

    /**
     * Whether somebody may append, so that segments are mapped.
     *
     * @return false while idle, fenced, failed or closed.
     */
    public boolean isActive() {
        return current.state == TailState.OPEN;
    }

    /**
     * Whether the log was closed, for good.
     *
     * @return true after {@link #close()}.
     */
    public boolean isClosed() {
        return current.state == TailState.CLOSED;
    }

    /**
     * Why the log takes no more records.
     *
     * @return the failure, or null.
     */
    public Throwable failure() {
        return failure;
    }

    /**
     * One turn of the frontier.
     *
     * @param nowNs monotonic time.
     * @return work done.
     */
    public int doRoadWork(final long nowNs) {
        structure().lock();
        try {
            return lifecycle.doWork(nowNs);
        } catch (final IOException | RuntimeException ex) {
            fail(ex);
            return 0;
        } finally {
            structure().unlock();
        }
    }

    /**
     * One turn of the conductor.
     *
     * @param maxBatches to look at.
     * @return work done.
     */
    public int doCursorWork(final int maxBatches) {
        try {
            final int seen = cursor.advance(maxBatches);
            lifecycle.publishNewLiveState(); // others may have moved the cursor too
            return seen;
        } catch (final RuntimeException ex) {
            fail(ex);
            return 0;
        }
    }

    /**
     * One turn of the flusher.
     *
     * @param nowNs monotonic time.
     * @return work done.
     */
    public int doForceWork(final long nowNs) {
        final TailState state = current.state;
        return state == TailState.OPEN || state == TailState.FENCED ? groupCommit.doWork(nowNs) : 0;
    }

    /**
     * Append no more, make everything durable and mark the log clean.
     *
     * @return whether it is clean; if not, it is recovered at the next open.
     * @throws IOException when that fails; the log is then recovered at the next open.
     */
    public boolean close() throws IOException {
        return lifecycle.close();
    }

    @Override
    public long logStartOffset() {
        return keeper.logStartOffset();
    }

    @Override
    public long endOffset() {
        if (current.state == TailState.OPEN && claimedOffset() != cursor.contiguousOffset()) {
            cursor.advance(Integer.MAX_VALUE);
        }
        return cursor.contiguousOffset();
    }

    @Override
    public long lastStableOffset() {
        final long committed = Math.min(endOffset(), highWatermark()); // and the cursor is at the end
        final long stable = isReplicated() ? cursor.updatedStableOffset() : cursor.lastStableOffset();
        return Math.max(logStartOffset(), Math.min(committed, stable));
    }

    @Override
    public long highWatermark() {
        return context().replication().highWatermark();
    }

    long keptFrom() {
        return context().replication().keptFrom();
    }

    @Override
    public int endPosition(final Segment segment) {
        final LogEnd end = idleEnd();
        if (segment.isEnded()) {
            return segment.endPosition();
        }
        return current.state != TailState.OPEN && end.segment() == segment ? end.position() : -1;
    }

    @Override
    public int termOf(final long offset) {
        return keeper.termOf(offset);
    }

    /**
     * Take no records: bytes of the log are bad. Whoever wants to read or append is told why; other logs go on.
     *
     * @param cause what is wrong.
     */
    public void quarantine(final CorruptLogException cause) {
        fail(cause);
    }

    /** Nothing is appended any more until the log is opened again. */
    void fail(final Throwable cause) {
        if (failure == null) {
            failure = cause;
            onError(cause);
            final ActiveTail failed = ActiveTail.refusing(TailState.FAILED);
            ActiveTail tail = current;
            while (tail.state != TailState.CLOSED && !compareAndSetCurrent(tail, failed)) {
                tail = current;
            }
            tail.trip();
        }
    }

    /** Wait, where the durability asks for it, until an offset is durable. */
    long acknowledge(final long offset, final int term) {
        return isSync() ? groupCommit.await(offset, term) : offset;
    }

    void adopt(final LogEnd end, final long durable) {
        idleEnd(end);
        cursor.start(null, 0, end.offset(), end.maxTimestamp());
        groupCommit.start(end.segment(), end.position(), durable);
    }

    ActiveTail current() {
        return current;
    }

    boolean compareAndSetCurrent(final ActiveTail expected, final ActiveTail next) {
        return CURRENT.compareAndSet(this, expected, next);
    }

    void publishLiveState(final ControlFile open) {
        lifecycle.publishLiveState(open);
    }

    void requestActivation() {
        lifecycle.requestActivation();
        requestDuties();
    }

    /** Have the background duties look at this log. */
    void requestDuties() {
        context().onActive().accept(this);
    }

    /**
     * Whether the background duties have something to do for this log.
     *
     * @return false once it fell idle.
     */
    public boolean isBusy() {
        return switch (current.state) {
            case OPEN -> true;
            case IDLE -> lifecycle.isActivationRequested();
            case FENCED -> groupCommit.isBehind();
            case FAILED, CLOSED -> false;
        };
    }

    boolean isStorageFull() {
        return road.isStorageFull() || lifecycle.isStorageFull();
    }

    ManifestKeeper keeper() {
        return keeper;
    }

    Roller roller() {
        return roller;
    }

    Admission admission() {
        return admission;
    }

    InOrderCursor cursor() {
        return cursor;
    }

    GroupCommit groupCommit() {
        return groupCommit;
    }

    Road road() {
        return road;
    }

    Lifecycle lifecycle() {
        return lifecycle;
    }

    Fencing fencing() {
        return fencing;
    }

    Retention retention() {
        return retention;
    }
}
