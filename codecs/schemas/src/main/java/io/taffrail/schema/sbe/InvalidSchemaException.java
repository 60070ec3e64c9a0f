/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema.sbe;

/** A text is no SBE schema that can be used; the message says what is wrong, and where. */
public final class InvalidSchemaException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InvalidSchemaException(final String message) {
        super(message);
    }

    InvalidSchemaException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
