/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import io.taffrail.replication.journal.Journal;
import io.taffrail.replication.raft.RaftEffects;
import io.taffrail.replication.raft.Standing;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A journal of one group that outlives the processes of a test. */
final class MemoryJournal implements Journal {
    private final Map<Integer, UUID> peers = new HashMap<>();
    private long incarnation = 1;
    private int term;
    private int vote = RaftEffects.NOBODY;
    private Standing standing = Standing.VOTER;
    private boolean isDirty;

    void restart() {
        incarnation++;
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
        return peers.get(node);
    }

    @Override
    public void noteBallot(final long group, final int newTerm, final int votedFor) {
        term = newTerm;
        vote = votedFor;
        isDirty = true;
    }

    @Override
    public void noteStanding(final long group, final Standing newStanding) {
        standing = newStanding;
        isDirty = true;
    }

    @Override
    public void notePeer(final int node, final UUID directoryId) {
        peers.put(node, directoryId);
        isDirty = true;
    }

    @Override
    public boolean isDirty() {
        return isDirty;
    }

    @Override
    public void force() {
        isDirty = false;
    }
}
