/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

/** Which kinds of fault a run has: drawn from its seed, since a run with all of them gets nowhere near some bugs. */
final class Faults {
    final boolean hasLoss;
    final boolean hasPartitions;
    final boolean hasLateMessages;
    final boolean hasKills;
    final boolean hasPowerLoss;
    final boolean hasPauses;
    final boolean hasPurges;
    final boolean hasTransfers;
    final boolean hasResignations;
    final boolean hasSlowLinks;
    final boolean hasBadDays;
    final boolean hasSlowRecords;
    final boolean hasHiccups;
    final boolean hasFullDisks;
    final boolean hasBrokenDisks;
    private boolean hasOpenClaims;
    private boolean hasShortReigns;
    private boolean hasSuddenDeaths;
    final int forceOneIn;
    final int askOneIn;

    Faults(final SeededRandom random) {
        hasLoss = random.oneIn(3);
        hasPartitions = random.oneIn(2);
        hasLateMessages = random.oneIn(2);
        hasKills = random.oneIn(2);
        hasPowerLoss = random.oneIn(2);
        hasPauses = random.oneIn(3);
        hasPurges = random.oneIn(3);
        hasTransfers = random.oneIn(3);
        hasResignations = random.oneIn(4);
        hasSlowLinks = random.oneIn(2);
        hasBadDays = random.oneIn(2);
        hasSlowRecords = random.oneIn(2);
        hasHiccups = random.oneIn(3);
        hasFullDisks = random.oneIn(4);
        hasBrokenDisks = random.oneIn(4);
        hasOpenClaims = random.oneIn(3);
        hasShortReigns = random.oneIn(3);
        hasSuddenDeaths = random.oneIn(3);
        askOneIn = random.oneIn(2) ? 1 : 200;
        forceOneIn = random.oneIn(2) ? 4 : 200;
    }

    boolean hasSuddenDeaths() {
        return hasSuddenDeaths;
    }

    /** Leaders that get out hardly a word, and die soon. */
    boolean hasShortReigns() {
        return hasShortReigns;
    }

    boolean hasOpenClaims() {
        return hasOpenClaims;
    }

    /** No more of those that come from within a node's step. */
    void end() {
        hasSuddenDeaths = false;
        hasOpenClaims = false;
        hasShortReigns = false;
    }
}
