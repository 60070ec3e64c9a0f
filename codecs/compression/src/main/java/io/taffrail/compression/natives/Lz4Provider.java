/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.compression.natives;

import io.taffrail.compression.CompressionCodec;
import io.taffrail.compression.CompressionProvider;
import io.taffrail.settings.CompressionType;

/** Provides lz4. */
public final class Lz4Provider implements CompressionProvider {
    /** For the service loader. */
    public Lz4Provider() {
        // nothing to keep
    }

    @Override
    public CompressionType type() {
        return CompressionType.LZ4;
    }

    @Override
    public CompressionCodec codec() {
        return new Lz4Codec();
    }
}
