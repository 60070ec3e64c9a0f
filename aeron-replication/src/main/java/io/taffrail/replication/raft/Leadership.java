/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.raft;

/** The leader's side: heartbeats, where each follower's log agrees, what a majority has, whether it is still heard. */
final class Leadership {
    private static final int NONE = -1;

    private final RaftConfig config;
    private final RaftLog log;
    private final RaftMessages out;
    private final RaftEffects effects;
    private final HighWatermark highWatermark;
    private final Group group;
    private int term;
    private long termStartOffset;
    private long heartbeatAtNs;
    private int transferTo = NONE;
    private long transferUntilNs;

    Leadership(
            final Group group,
            final RaftConfig config,
            final RaftLog log,
            final RaftMessages out,
            final RaftEffects effects,
            final HighWatermark highWatermark) {
        this.group = group;
        this.out = out;
        this.config = config;
        this.log = log;
        this.effects = effects;
        this.highWatermark = highWatermark;
    }

    void begin(final long nowNs, final int newTerm) {
        term = newTerm;
        transferTo = NONE;
        termStartOffset = log.endOffset();
        group.begin(nowNs, termStartOffset);
        effects.lead(term);
        beat(nowNs);
        commit();
    }

    void end() {
        transferTo = NONE;
        effects.fence(term);
    }

    /** False when the leader hears no majority any more. */
    boolean tick(final long nowNs) {
        if (!group.isMajorityHeard(nowNs, 2 * config.electionNs())) { // so long may followers be patient
            return false;
        }
        if (transferTo != NONE && nowNs - transferUntilNs >= 0) {
            transferTo = NONE;
        }
        if (nowNs - heartbeatAtNs >= 0) {
            beat(nowNs);
        }
        return true;
    }

    void onStatus(
            final long nowNs,
            final Progress follower,
            final boolean isMatched,
            final int lastTerm,
            final long endOffset,
            final long heldOffset) {
        follower.onStatus(nowNs, endOffset, heldOffset, log.endOffset());
        if (!isMatched || !follower.isMatched) {
            follower.isMatched = false;
            match(follower, lastTerm);
        }
        if (follower.isMatched) {
            commit();
            finishTransfer(nowNs);
        }
    }

    void transfer(final long nowNs, final int node) {
        transferTo = node;
        transferUntilNs = nowNs + config.electionNs();
        finishTransfer(nowNs);
    }

    /** The follower to hand over to, or nobody. */
    int successor(final long nowNs) {
        return group.successor(nowNs, config.electionNs() / 2);
    }

    boolean isTransferring() {
        return transferTo != NONE;
    }

    int inSync(final long nowNs) {
        return group.inSync(nowNs, config.replicaLagNs());
    }

    long heldByAllInSync(final long nowNs) {
        return group.heldByAllInSync(log.heldOffset(), nowNs, config.replicaLagNs());
    }

    /** Only what reaches into the present term is committed by counting; what is older is so along with it. */
    void commit() {
        final long held = group.heldByMajority(log.heldOffset());
        if (held > termStartOffset) {
            highWatermark.raise(held);
        }
    }

    private void beat(final long nowNs) {
        heartbeatAtNs = nowNs + config.heartbeatNs();
        for (final Progress other : group.others()) {
            if (other.isStalled(nowNs, config.electionNs(), log.endOffset())) {
                other.isMatched = false; // what was sent must be lost: its next word brings it again
            }
            out.heartbeat(other.node, term, highWatermark.offset());
        }
    }

    /** Find out where a follower's log agrees with this one. */
    private void match(final Progress follower, final int lastTerm) {
        final long start = log.startOffset();
        final int floor = log.floorTerm(lastTerm);
        final long common = Math.min(follower.endOffset, log.endOfTerm(floor));
        final boolean isEmpty = lastTerm == 0; // it begins where a leader told it to, at something that was committed
        final boolean isSame =
                isEmpty ? follower.endOffset <= log.endOffset() : floor == lastTerm && common == follower.endOffset;
        if (isSame && follower.endOffset >= start) {
            follower.isMatched = true;
            out.matched(follower.node, term, lastTerm, follower.endOffset);
        } else if (isEmpty || common < start) {
            out.reset(follower.node, term, start, lastTerm, follower.endOffset);
        } else {
            out.diverged(follower.node, term, floor, common, lastTerm, follower.endOffset);
        }
    }

    private void finishTransfer(final long nowNs) {
        final Progress target = transferTo == NONE ? null : group.of(transferTo);
        final long end = log.endOffset();
        final boolean hasAll = target != null && target.isMatched && target.endOffset >= end;
        if (hasAll && highWatermark.offset() >= end && nowNs - transferUntilNs < 0) {
            out.timeoutNow(transferTo, term);
        }
    }
}
