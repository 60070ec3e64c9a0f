/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

/** The process dies in the midst of a step. Not an exception: nobody may catch it. */
final class SuddenDeath extends Error {
    private static final long serialVersionUID = 1L;

    SuddenDeath() {
        super(null, null, false, false);
    }
}
