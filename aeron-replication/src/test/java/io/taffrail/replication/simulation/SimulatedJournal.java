/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import io.taffrail.replication.journal.Journal;
import io.taffrail.replication.raft.RaftEffects;
import io.taffrail.replication.raft.Standing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A journal of a node with one group: what was noted and not forced is lost with the process. */
final class SimulatedJournal implements Journal {
    private final List<Runnable> pending = new ArrayList<>();
    private long incarnation;
    private int term;
    private int vote = RaftEffects.NOBODY;
    private Standing standing = Standing.VOTER;
    private int forcedTerm;
    private int forcedVote = RaftEffects.NOBODY;
    private Standing forcedStanding = Standing.VOTER;

    /** Another process. */
    void restart() {
        incarnation++;
        pending.clear();
        term = forcedTerm;
        vote = forcedVote;
        standing = forcedStanding;
    }

    /** What it holds before the first process begins. */
    void inherit(final int lastTerm) {
        forcedTerm = lastTerm;
    }

    Standing forcedStanding() {
        return forcedStanding;
    }

    @Override
    public long incarnation() {
        return incarnation;
    }

    @Override
    public int term(final long group) {
        return term;
    }

    @Override
    public int votedFor(final long group) {
        return vote;
    }

    @Override
    public Standing standing(final long group) {
        return standing;
    }

    @Override
    public UUID peer(final int node) {
        return SimulatedNode.directoryOf(node);
    }

    @Override
    public void noteBallot(final long group, final int newTerm, final int votedFor) {
        term = newTerm;
        vote = votedFor;
        pending.add(() -> {
            forcedTerm = newTerm;
            forcedVote = votedFor;
        });
    }

    @Override
    public void noteStanding(final long group, final Standing newStanding) {
        standing = newStanding;
        pending.add(() -> forcedStanding = newStanding);
    }

    @Override
    public void notePeer(final int node, final UUID directoryId) {
        throw new UnsupportedOperationException("all are known");
    }

    @Override
    public boolean isDirty() {
        return !pending.isEmpty();
    }

    @Override
    public void force() throws IOException {
        pending.forEach(Runnable::run);
        pending.clear();
    }
}
