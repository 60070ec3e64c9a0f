/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.storage;

import java.io.IOException;

/**
 * A force failed: what it would have made durable is in doubt for good, since the operating system reports such a
 * failure once and forgets. Never tried again.
 */
public final class ForceFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * A failed force.
     *
     * @param message what was to be forced.
     * @param cause   what the system said.
     */
    public ForceFailedException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
