/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

/** What the nemesis does. */
enum Fault {
    /** SIGKILL of one node, some or all. */
    KILL,
    /** SIGSTOP of one node or some, for longer than the election timeout, mostly. */
    PAUSE,
    /** Two sides that do not hear each other. */
    PARTITION,
    /** Two sides of which one does not hear the other. */
    ONE_WAY,
    /** Packets are lost everywhere. */
    LOSS,
    /** The wall clock of a node jumps, by up to a year. */
    CLOCK,
    /** Packets come late everywhere, and overtake each other. */
    DELAY,
    /** Packets come twice everywhere. */
    DUPLICATE,
    /** The disk of a node has no room; needs root. */
    FULL_DISK,
    /** The power of a node goes, and with it what was not forced; needs root. */
    POWER_LOSS;

    /** Whether it is tried when none is asked for. */
    boolean isPlain() {
        return ordinal() <= CLOCK.ordinal();
    }
}
