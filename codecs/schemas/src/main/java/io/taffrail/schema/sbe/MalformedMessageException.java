/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema.sbe;

/** Bytes are no message of the schema by which they are to be decoded; the message says why. */
public final class MalformedMessageException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    MalformedMessageException(final String message) {
        super(message);
    }
}
