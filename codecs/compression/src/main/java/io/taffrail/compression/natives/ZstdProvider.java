/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.compression.natives;

import io.taffrail.compression.CompressionCodec;
import io.taffrail.compression.CompressionProvider;
import io.taffrail.settings.CompressionType;

/** Provides zstd. */
public final class ZstdProvider implements CompressionProvider {
    /** For the service loader. */
    public ZstdProvider() {
        // nothing to keep
    }

    @Override
    public CompressionType type() {
        return CompressionType.ZSTD;
    }

    @Override
    public CompressionCodec codec() {
        return new ZstdCodec();
    }
}
