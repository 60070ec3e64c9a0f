/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema;

/** There is no such subject, version or id; the message says what was looked for. */
public final class UnknownSchemaException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnknownSchemaException(final String message) {
        super(message);
    }
}
