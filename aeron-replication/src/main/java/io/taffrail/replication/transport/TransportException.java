/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.transport;

/** A transport cannot be opened, or has failed for good. The message says what happened and what to do. */
public final class TransportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * With a message.
     *
     * @param message what happened, and what to do.
     */
    public TransportException(final String message) {
        super(message);
    }

    /**
     * With a message and a cause.
     *
     * @param message what happened, and what to do.
     * @param cause   of it.
     */
    public TransportException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
