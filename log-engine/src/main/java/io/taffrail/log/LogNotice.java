/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

/**
 * Something that a log did, or met, of its own accord and that a person should know of. It is recorded beside errors and
 * never thrown, so it has no stack trace: the message alone says what happened, and where.
 */
public final class LogNotice extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A notice.
     *
     * @param message names the log and what happened to it, with numbers.
     */
    public LogNotice(final String message) {
        super(message, null, false, false);
    }
}
