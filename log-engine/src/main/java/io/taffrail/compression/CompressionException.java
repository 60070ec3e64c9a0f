/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.compression;

/** Bytes cannot be decompressed, or there is nothing to do it with. */
public final class CompressionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * An exception.
     *
     * @param message what is wrong and what to do.
     */
    public CompressionException(final String message) {
        super(message);
    }

    /**
     * An exception.
     *
     * @param message what is wrong and what to do.
     * @param cause   of it.
     */
    public CompressionException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
