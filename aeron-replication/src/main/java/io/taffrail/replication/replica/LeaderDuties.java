/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import io.taffrail.replication.raft.RaftMember;

/**
 * What a leader does beside the core: lets publishers know how far they may go and what became of their records, and sees
 * when it is of no use as a leader, since a claim stays open or the disk stays full.
 *
 * <p>Threading: the thread that steps the replica.
 */
final class LeaderDuties {
    private static final int STEPS = 16;

    private final LocalLog log;
    private final ReplicaState state;
    private final long maxUncommittedBytes;
    private final long claimTimeoutNs;
    private final CommittedBytes committed = new CommittedBytes();
    private long limit;
    private long stuckAt;
    private long stuckSinceNs;
    private boolean isStuck;
    private boolean isUnable;

    LeaderDuties(final ReplicaConfig config, final LocalLog log, final ReplicaState state) {
        this.log = log;
        this.state = state;
        this.maxUncommittedBytes = config.maxUncommittedBytes();
        this.claimTimeoutNs = config.claimTimeoutNs();
    }

    /** A term is about to begin: nobody may append until it has. */
    void hold() {
        limit = 0;
        state.appendLimitBytes(0);
    }

    /** A term begins: whoever asks for it is answered before anybody can append. */
    void begin(final int term, final int self, final RaftMember member) {
        isUnable = false;
        isStuck = false;
        committed.begin(log.endBytes());
        state.progress(log.endOffset(), member.highWatermark(), member.inSync());
        state.lead(term, self);
        limit(committed.upTo(0), state.isEnough());
    }

    /** Nothing can be appended. */
    void unable() {
        isUnable = true;
    }

    /** One turn; false when others should lead. */
    boolean perform(final long nowNs, final RaftMember member) {
        if (isUnable) {
            return false;
        }
        final long endBytes = log.endBytes(); // before the end: what is appended in between is not in them
        final long end = log.endOffset();
        committed.onEnd(end, endBytes);
        state.progress(end, member.heldByAllInSync(), member.inSync());
        limit(committed.upTo(member.highWatermark()), state.isEnough() && !member.isTransferring());
        return isUseful(nowNs, end);
    }

    private void limit(final long committedBytes, final boolean mayAppend) {
        final long bounded = Math.min(committedBytes, Long.MAX_VALUE - maxUncommittedBytes);
        final long wanted = mayAppend ? bounded + maxUncommittedBytes : 0;
        final boolean isWorthIt = wanted == 0 || limit == 0 || wanted - limit >= maxUncommittedBytes / STEPS;
        if (wanted != limit && isWorthIt) {
            limit = wanted;
            state.appendLimitBytes(wanted);
            log.onAppendLimit();
        }
    }

    private boolean isUseful(final long nowNs, final long end) {
        final boolean wasStuck = isStuck && stuckAt == end;
        isStuck = log.claimedOffset() > end || log.isStorageFull();
        if (!wasStuck) {
            stuckAt = end;
            stuckSinceNs = nowNs;
        }
        return !isStuck || nowNs - stuckSinceNs < claimTimeoutNs;
    }
}
