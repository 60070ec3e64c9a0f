/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.crash;

/**
 * What a crash left, and what must hold for it.
 *
 * @param where      how to come here again.
 * @param crash      its kind.
 * @param image      what the next process finds.
 * @param below      the disk under the page cache that the next process finds.
 * @param ledger     what was promised.
 * @param done       what was promised before this moment must hold.
 * @param begun      what was begun before this moment may show.
 * @param isPowerLost whether bytes that were not forced may be gone.
 */
record Wreck(
        String where, Crash crash, Image image, Disk below, Ledger ledger, int done, int begun, boolean isPowerLost) {
    /** What must hold for a crash after recovery: what was found then, and what was promised since. */
    Wreck recovered(final Ledger after, final int moment) {
        return new Wreck(where + " crash=" + crash, crash, image, below, after, moment, moment, false);
    }

    /** The process that recovers, or has recovered, dies. */
    Wreck thenKill(final Crash first, final String then, final Image left) {
        return new Wreck(where + then, first.thenKill(), left, null, ledger, done, begun, isPowerLost);
    }

    /** The machine that recovers, or has recovered, loses its power. */
    Wreck thenPowerLoss(final Crash first, final String then, final Image left) {
        return new Wreck(where + then, first.thenPowerLoss(), left, null, ledger, done, begun, true);
    }

    void check(final Shown shown) {
        ledger.check(shown, done, begun, isPowerLost);
    }

    @Override
    public String toString() {
        return where + " crash=" + crash;
    }
}
