/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.journal;

import io.taffrail.replication.raft.RaftEffects;
import io.taffrail.replication.raft.Standing;
import java.util.UUID;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2LongHashMap;

/** What a journal says, in memory. Grows when a group or a node is noted for the first time, never else. */
final class JournalState {
    private static final long NO_BALLOT = ballot(0, RaftEffects.NOBODY);
    private static final long NO_STANDING = 0;

    /** Stands for the directory of a peer that is to be taken with any. */
    static final UUID FORGOTTEN = new UUID(0, 0);

    private final Long2LongHashMap ballots = new Long2LongHashMap(NO_BALLOT);
    private final Long2LongHashMap standings = new Long2LongHashMap(NO_STANDING);
    private final Int2ObjectHashMap<UUID> peers = new Int2ObjectHashMap<>();
    private long incarnation;

    /** Takes what is known, one fact at a time. */
    @FunctionalInterface
    interface Facts {
        void on(int kind, int number, long first, long second);
    }

    long incarnation() {
        return incarnation;
    }

    void nextIncarnation() {
        incarnation++;
    }

    int term(final long group) {
        return (int) (ballots.get(group) >>> Integer.SIZE);
    }

    int votedFor(final long group) {
        return (int) ballots.get(group);
    }

    Standing standing(final long group, final Standing otherwise) {
        final long code = standings.get(group);
        return code == NO_STANDING ? otherwise : code == JournalDescriptor.VOTER ? Standing.VOTER : Standing.AMNESIAC;
    }

    UUID peer(final int node) {
        final UUID noted = peers.get(node);
        return FORGOTTEN.equals(noted) ? null : noted;
    }

    /** Note a ballot; false when nothing changed. */
    boolean ballot(final long group, final int term, final int votedFor) {
        final long noted = ballot(term, votedFor);
        if (noted == ballots.get(group)) {
            return false;
        }
        ballots.put(group, noted);
        return true;
    }

    /** Note a standing by its code; false when nothing changed. */
    boolean standing(final long group, final int code) {
        return standings.put(group, code) != code;
    }

    /** Note a peer; false when nothing changed. */
    boolean peer(final int node, final UUID directoryId) {
        return !directoryId.equals(peers.put(node, directoryId));
    }

    /** Learn a fact that a file holds; false when it is of an unknown kind. */
    boolean replay(final EntryFlyweight entry) {
        switch (entry.kind()) {
            case JournalDescriptor.INCARNATION -> incarnation = entry.first();
            case JournalDescriptor.BALLOT -> ballot(entry.first(), entry.number(), (int) entry.second());
            case JournalDescriptor.STANDING -> standing(entry.first(), entry.number());
            case JournalDescriptor.PEER -> peer(entry.number(), new UUID(entry.first(), entry.second()));
            case JournalDescriptor.MARK -> {
                return true;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** How many facts there are. */
    int size() {
        return 1 + ballots.size() + standings.size() + peers.size();
    }

    void forEach(final Facts facts) {
        facts.on(JournalDescriptor.INCARNATION, 0, incarnation, 0);
        ballots.forEachLong((group, noted) ->
                facts.on(JournalDescriptor.BALLOT, (int) (noted >>> Integer.SIZE), group, (int) noted));
        standings.forEachLong((group, code) -> facts.on(JournalDescriptor.STANDING, (int) code, group, 0));
        peers.forEachInt((node, directoryId) -> facts.on(
                JournalDescriptor.PEER,
                node,
                directoryId.getMostSignificantBits(),
                directoryId.getLeastSignificantBits()));
    }

    private static long ballot(final int term, final int votedFor) {
        return (long) term << Integer.SIZE | votedFor & 0xFFFF_FFFFL;
    }
}
