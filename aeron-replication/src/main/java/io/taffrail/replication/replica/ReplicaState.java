/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import io.taffrail.log.PublishResult;
import io.taffrail.log.Replication;

/**
 * What a replica lets others know: to the log how far it is committed and how far publishers may run ahead, to publishers
 * what became of their records.
 *
 * <p>An acknowledgement is for a term and an offset. When leadership ends, the term is closed here before the high watermark
 * can move in a newer one, so that no publisher takes another's record for its own.
 *
 * <p>Threading: written by the thread that steps the replica; read by any thread. Nothing blocks or allocates, but for the
 * end of a term.
 */
public final class ReplicaState implements Replication {
    /** It is not known yet. */
    public static final long PENDING = -100;

    private static final int NONE = 0;

    private final int minInSync;
    private volatile long highWatermark;
    private volatile long heldByAll;
    private volatile long leaderEnd;
    private volatile long appendLimitBytes = Long.MAX_VALUE;
    private volatile long keptFrom;
    private volatile int inSync;
    private volatile int term = NONE;
    private volatile int leader = -1;
    private volatile Ended ended = new Ended(NONE, 0, 0, 0);

    /**
     * Of a replica that does not lead.
     *
     * @param minInSync replicas that must be in sync for publishing: {@code min.insync.replicas}.
     */
    public ReplicaState(final int minInSync) {
        this.minInSync = minInSync;
    }

    @Override
    public long highWatermark() {
        return highWatermark;
    }

    @Override
    public long appendLimitBytes() {
        return appendLimitBytes;
    }

    @Override
    public long refusal() {
        return isEnough() ? 0 : PublishResult.NOT_ENOUGH_REPLICAS;
    }

    @Override
    public long keptFrom() {
        return leadingTerm() == NONE ? keptFrom : OWN_RETENTION;
    }

    @Override
    public boolean isReplicated() {
        return true;
    }

    /**
     * The term in which this replica leads.
     *
     * @return the term, 0 while it does not lead.
     */
    public int leadingTerm() {
        return term;
    }

    /**
     * Who leads, as far as this replica knows.
     *
     * @return a node, or -1.
     */
    public int leader() {
        return leader;
    }

    /**
     * Replicas in sync, the leader included.
     *
     * @return the number, 0 while this replica does not lead.
     */
    public int inSync() {
        return inSync;
    }

    /**
     * What became of a record.
     *
     * @param inTerm in which it was published: {@link io.taffrail.engine.Publisher#lastTerm()} right after that.
     * @param offset of the record.
     * @param acks   what must have happened.
     * @return the offset once that has happened, {@link #PENDING} until then,
     *     {@link PublishResult#NOT_ENOUGH_REPLICAS} where the record is committed but fewer replicas than required are in
     *     sync, or {@link PublishResult#UNKNOWN} when leadership ended first: the record may or may not be there.
     */
    public long outcome(final int inTerm, final long offset, final Acks acks) {
        if (acks == Acks.NONE) {
            return offset;
        }
        final long reached = reached(acks);
        final boolean isEnough = acks == Acks.LEADER || isEnough();
        if (term == inTerm && inTerm != NONE) { // read behind what it guards
            return reached <= offset ? PENDING : isEnough ? offset : PublishResult.NOT_ENOUGH_REPLICAS;
        }
        final Ended last = ended;
        return last.term == inTerm && last.reached(acks) > offset ? offset : PublishResult.UNKNOWN;
    }

    private long reached(final Acks acks) {
        return switch (acks) {
            case NONE -> Long.MAX_VALUE;
            case LEADER -> leaderEnd;
            case QUORUM -> highWatermark;
            case ALL -> heldByAll;
        };
    }

    boolean isEnough() {
        return inSync >= minInSync;
    }

    void highWatermark(final long offset) {
        highWatermark = offset;
    }

    /** Of the present term; set before {@link #lead(int)} lets anybody ask. */
    void progress(final long end, final long allHold, final int replicas) {
        leaderEnd = end;
        heldByAll = allHold;
        inSync = replicas;
    }

    void keptFrom(final long offset) {
        if (keptFrom != offset) {
            keptFrom = offset;
        }
    }

    void appendLimitBytes(final long bytes) {
        appendLimitBytes = bytes;
    }

    void lead(final int newTerm, final int self) {
        leader = self;
        term = newTerm;
    }

    void follow(final int node) {
        leader = node;
    }

    /** Leadership is over: whatever waits is answered now, by what was so until now. */
    void end() {
        if (term != NONE) { // else the answers about the last term stay as they are
            ended = new Ended(term, leaderEnd, highWatermark, heldByAll);
        }
        term = NONE;
        leader = -1;
        inSync = 0;
    }

    /** How far things were when a term ended. */
    private record Ended(int term, long leaderEnd, long highWatermark, long heldByAll) {
        long reached(final Acks acks) {
            return switch (acks) {
                case NONE -> Long.MAX_VALUE;
                case LEADER -> leaderEnd;
                case QUORUM -> highWatermark;
                case ALL -> heldByAll;
            };
        }
    }
}
