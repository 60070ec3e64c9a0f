/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.explorer;

/** What is explored by default: each for itself few enough states to meet them all. */
enum Scope {
    /** Elections side by side, restarts between. */
    ONE_TERM(new Bounds(1, 1, 1, 4, false)),
    /** A leader that was elected with a member that then forgets everything. */
    POWER_LOSS(new Bounds(2, 1, 1, 2, true)),
    /** Leaders that follow each other, words from older terms. */
    LATE(new Bounds(3, 2, 1, 1, false)),
    /** Leaders that follow each other, logs that part. */
    THREE_TERMS(new Bounds(3, 2, 0, 2, false));

    private final Bounds bounds;

    Scope(final Bounds bounds) {
        this.bounds = bounds;
    }

    Bounds bounds() {
        return bounds;
    }
}
