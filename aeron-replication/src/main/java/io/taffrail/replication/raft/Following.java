/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.raft;

/**
 * The follower's side: whom it hears, whether its log is matched, what it cuts, what it believes to be committed.
 *
 * <p>A log is <em>matched</em> once the leader of the present term has found it to agree with its own up to its end.
 */
final class Following {
    static final int NONE = -1;

    private final RaftLog log;
    private final RaftEffects effects;
    private final HighWatermark highWatermark;
    private int leader = NONE;
    private boolean isMatched;
    private long heardNs;
    private long leaderHighWatermark;

    Following(final RaftLog log, final RaftEffects effects, final HighWatermark highWatermark) {
        this.log = log;
        this.effects = effects;
        this.highWatermark = highWatermark;
    }

    /** There is no leader, or another one. */
    void forget() {
        leader = NONE;
        isMatched = false;
        leaderHighWatermark = 0;
    }

    void hear(final long nowNs, final int from) {
        leader = from;
        heardNs = nowNs;
    }

    boolean hasHeard(final long nowNs, final long withinNs) {
        return leader != NONE && nowNs - heardNs < withinNs;
    }

    int leader() {
        return leader;
    }

    boolean isMatched() {
        return isMatched;
    }

    void unmatch() {
        isMatched = false;
    }

    void match() {
        isMatched = true;
    }

    /** The leader's high watermark counts up to the end of a log that is matched. */
    void commit(final long committed) {
        leaderHighWatermark = Math.max(leaderHighWatermark, committed);
        if (isMatched) {
            highWatermark.raise(Math.min(leaderHighWatermark, log.endOffset()));
        }
    }

    /** Cut the log where it parts from the leader's; true when something was cut. */
    boolean tryCut(final int term, final int floorTerm, final long offset) {
        final long common = Math.min(offset, log.endOfTerm(log.floorTerm(floorTerm)));
        if (common < highWatermark.offset()) {
            effects.violation("the leader of term " + term + " wants the log cut at offset " + common
                    + ", before the high watermark " + highWatermark.offset());
            return false;
        }
        final boolean isLonger = common < log.endOffset();
        if (isLonger) {
            effects.truncate(common);
        }
        return isLonger;
    }

    /** Begin anew where the leader's log begins; true when that was done. */
    boolean tryDiscard(final int term, final long startOffset) {
        if (startOffset < highWatermark.offset()) {
            effects.violation("the leader of term " + term + " wants the log to begin at offset " + startOffset
                    + ", before the high watermark " + highWatermark.offset());
            return false;
        }
        effects.discard(startOffset);
        final boolean isDone = log.startOffset() == startOffset && log.endOffset() == startOffset;
        if (isDone) { // else the disk failed: what is still there need not be committed
            highWatermark.raise(startOffset);
        }
        return isDone;
    }

    /**
     * Whether the log holds all that a leader of this term says is committed: it knows all that was so before once a batch
     * of its own term is.
     */
    boolean hasCaughtUp(final int term, final long committed) {
        return isMatched
                && log.lastTerm() == term
                && committed > Math.max(log.startOffset(), log.endOfTerm(log.floorTerm(term - 1)))
                && log.endOffset() >= committed;
    }
}
