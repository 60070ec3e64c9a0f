/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

/** The engine cannot do what was asked; the message says why and what to do. */
public class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * With a message.
     *
     * @param message what was wrong and what to do.
     */
    public EngineException(final String message) {
        super(message);
    }

    /**
     * With a message and a cause.
     *
     * @param message what was wrong and what to do.
     * @param cause   what led to it.
     */
    public EngineException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
