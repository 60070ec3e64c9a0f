/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.result;

/** A result cannot be used; the message says which and why. */
public final class ResultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * With a message for a person.
     *
     * @param message what is wrong, and what to do.
     */
    public ResultException(final String message) {
        super(message);
    }
}
