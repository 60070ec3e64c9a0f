/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

/** The user's input cannot be used. The message says where, what was found and what is expected; it is all they see. */
final class BadInputException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    BadInputException(final String message) {
        super(message);
    }
}
