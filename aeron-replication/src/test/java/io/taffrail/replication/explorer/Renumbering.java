/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.explorer;

/** The ways to give the nodes other numbers: what can happen does not depend on them. */
final class Renumbering {
    /** The first one changes nothing. */
    static final int[][] ALL = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

    private Renumbering() {}
}
