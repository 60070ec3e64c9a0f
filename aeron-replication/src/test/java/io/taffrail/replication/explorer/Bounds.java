/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.explorer;

/**
 * How far an exploration goes. What leads further is left out.
 *
 * @param terms        newest term of any member.
 * @param records      longest log, the first record of each term included.
 * @param late         packets that are late at once; others are delivered or lost before anything else happens.
 * @param faults       packets lost, late or repeated, restarts, losses of power, nodes cut off.
 * @param hasPowerLoss whether a member may lose its log, one at a time.
 */
record Bounds(int terms, int records, int late, int faults, boolean hasPowerLoss) {
    static final int NODES = 3;
    static final int MAJORITY = NODES / 2 + 1;

    Bounds withMoreFaults(final int more) {
        return new Bounds(terms, records, late, faults + more, hasPowerLoss);
    }
}
