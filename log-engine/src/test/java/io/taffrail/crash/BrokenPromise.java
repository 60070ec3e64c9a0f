/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.crash;

/** A promise of the log was broken. */
final class BrokenPromise extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenPromise(final String message) {
        super(message);
    }

    BrokenPromise(final String message, final Throwable cause) {
        super(message, cause);
    }
}
