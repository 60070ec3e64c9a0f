/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

/** What may go wrong; each run has some kinds only, since one with all of them gets nowhere near some bugs. */
enum FaultKind {
    /** Frames vanish. */
    LOSS(3),
    /** Ways are cut. */
    PARTITIONS(2),
    /** What is sent over a way that is cut arrives later. */
    LATE_MESSAGES(2),
    /** Processes die between two steps. */
    KILLS(2),
    /** Machines lose power. */
    POWER_LOSS(2),
    /** Processes stand still. */
    PAUSES(3),
    /** Old records are deleted. */
    PURGES(3),
    /** Leadership is handed over. */
    TRANSFERS(3),
    /** Leaders let others lead. */
    RESIGNATIONS(4),
    /** Frames take several steps. */
    SLOW_LINKS(2),
    /** See {@link BadDay}. */
    BAD_DAYS(2),
    /** Frames with records find no room at their sender. */
    SLOW_RECORDS(2),
    /** Followers' logs find no room for a moment. */
    HICCUPS(3),
    /** Disks are full for a while. */
    FULL_DISKS(4),
    /** Disks answer with errors. */
    BROKEN_DISKS(4),
    /** Publishers hold a claim open for a long time. */
    OPEN_CLAIMS(3),
    /** Leaders get out hardly a word, and die soon. */
    SHORT_REIGNS(3),
    /** Processes die in the midst of a step. */
    SUDDEN_DEATHS(3);

    private final int oneIn;

    FaultKind(final int oneIn) {
        this.oneIn = oneIn;
    }

    /** Of so many runs, one has it. */
    int oneIn() {
        return oneIn;
    }
}
