/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.journal;

import io.taffrail.replication.raft.Standing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** What journals in a row of crashes have promised, and what they may remember besides. */
final class Ledger {
    private static final int GROUPS = 12;
    private static final int NODES = 3;
    private static final UUID[] DIRECTORIES = {new UUID(1, 2), new UUID(3, 4), new UUID(5, 6)};

    private final Map<String, String> promised = new HashMap<>();
    private final Map<String, String> noted = new HashMap<>();
    private final Map<String, Set<String>> possible = new HashMap<>();
    private long incarnation;

    /** Look at a journal that was opened; what it knows now is a promise. */
    void onOpened(final NodeJournal journal) {
        if (journal.incarnation() <= incarnation) {
            throw new AssertionError("incarnation=" + journal.incarnation() + " after " + incarnation);
        }
        incarnation = journal.incarnation();
        for (int group = 0; group < GROUPS; group++) {
            check("ballot of " + group, journal.term(group) + " " + journal.votedFor(group), "0 -1");
            check("standing of " + group, journal.standing(group).name(), Standing.AMNESIAC.name());
        }
        for (int node = 0; node < NODES; node++) {
            check("peer " + node, String.valueOf(journal.peer(node)), "null");
        }
        possible.clear();
    }

    /** Note something that a node could note. */
    void noteAny(final NodeJournal journal, final Random random) {
        final int group = random.nextInt(GROUPS);
        switch (random.nextInt(8)) {
            case 0 -> {
                final Standing standing = random.nextBoolean() ? Standing.VOTER : Standing.AMNESIAC;
                note("standing of " + group, standing.name());
                journal.noteStanding(group, standing);
            }
            case 1 -> {
                final int node = random.nextInt(NODES);
                final UUID directoryId = DIRECTORIES[random.nextInt(DIRECTORIES.length)];
                note("peer " + node, directoryId.toString());
                journal.notePeer(node, directoryId);
            }
            default -> {
                final boolean isNew = journal.votedFor(group) >= 0 || random.nextBoolean();
                final int term = journal.term(group) + (isNew ? 1 + random.nextInt(3) : 0);
                final int votedFor = random.nextInt(4) - 1;
                note("ballot of " + group, term + " " + votedFor);
                journal.noteBallot(group, term, votedFor);
            }
        }
    }

    /** A force has returned. */
    void onForced() {
        promised.putAll(noted);
        noted.clear();
        possible.clear();
    }

    /** The process is gone; what it noted may be found or not. */
    void onCrash() {
        noted.clear();
    }

    private void note(final String key, final String value) {
        noted.put(key, value);
        possible.computeIfAbsent(key, none -> new HashSet<>()).add(value);
    }

    private void check(final String key, final String found, final String initial) {
        final String expected = promised.getOrDefault(key, initial);
        final Set<String> others = possible.getOrDefault(key, Set.of());
        if (!found.equals(expected) && !others.contains(found)) {
            throw new AssertionError(key + " is " + found + " promised=" + expected + " possible=" + others);
        }
        promised.put(key, found);
    }
}
