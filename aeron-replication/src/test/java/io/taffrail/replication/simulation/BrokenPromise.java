/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

/** Something happened that must never happen. */
final class BrokenPromise extends Error {
    private static final long serialVersionUID = 1L;

    BrokenPromise(final String message) {
        super(message);
    }
}
