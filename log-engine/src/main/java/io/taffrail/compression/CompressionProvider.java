/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.compression;

import io.taffrail.settings.CompressionType;

/** A kind of compression, found by {@link java.util.ServiceLoader}. */
public interface CompressionProvider {
    /**
     * The kind.
     *
     * @return never {@link CompressionType#NONE}.
     */
    CompressionType type();

    /**
     * A codec.
     *
     * @return for the use of one thread.
     */
    CompressionCodec codec();
}
