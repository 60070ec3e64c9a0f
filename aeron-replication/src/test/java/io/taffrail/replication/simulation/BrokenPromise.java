/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

/** Something happened that must never happen. */
final class BrokenPromise extends Error {
    private static final long serialVersionUID = 1L;

    private final Promise promise;

    BrokenPromise(final Promise promise, final String message) {
        super(message);
        this.promise = promise;
    }

    BrokenPromise(final String when, final Throwable cause) {
        super(when + ": " + cause.getMessage(), cause);
        this.promise = cause instanceof BrokenPromise ? ((BrokenPromise) cause).promise : Promise.NO_ACCIDENT;
    }

    Promise promise() {
        return promise;
    }
}
