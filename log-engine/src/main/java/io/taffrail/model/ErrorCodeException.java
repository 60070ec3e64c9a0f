/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.model;

/** A request was refused, for a reason that Kafka has a name for. Nothing was changed by it. */
public final class ErrorCodeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode error;

    /**
     * A refusal.
     *
     * @param error   why.
     * @param context what was refused, as {@code key=value}.
     */
    public ErrorCodeException(final ErrorCode error, final String context) {
        super(error + ": " + error.explanation() + ": " + context);
        this.error = error;
    }

    /**
     * Why it was refused.
     *
     * @return the error, never {@link ErrorCode#NONE}.
     */
    public ErrorCode error() {
        return error;
    }
}
