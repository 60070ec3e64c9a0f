/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.crash;

/** Kinds of crashes, the second of two included. */
enum Crash {
    /** A process died between two events. */
    KILL(false),
    /** A process died in the middle of a store. */
    KILL_IN_STORE(false),
    /** The machine lost its power. */
    POWER_LOSS(true),
    /** A process died, and so did the one that recovered from that. */
    KILL_THEN_KILL(false),
    /** A process died, and the power went while the next one recovered, or later. */
    KILL_THEN_POWER_LOSS(true),
    /** The power went, and the process that recovered died. */
    POWER_LOSS_THEN_KILL(true),
    /** The power went twice. */
    POWER_LOSS_TWICE(true);

    private final boolean isPowerLost;

    Crash(final boolean isPowerLost) {
        this.isPowerLost = isPowerLost;
    }

    /** Whether bytes that were not forced may be gone. */
    boolean isPowerLost() {
        return isPowerLost;
    }

    Crash thenKill() {
        return isPowerLost ? POWER_LOSS_THEN_KILL : KILL_THEN_KILL;
    }

    Crash thenPowerLoss() {
        return isPowerLost ? POWER_LOSS_TWICE : KILL_THEN_POWER_LOSS;
    }
}
