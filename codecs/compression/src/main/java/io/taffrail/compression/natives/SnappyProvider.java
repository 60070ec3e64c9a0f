/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.compression.natives;

import io.taffrail.compression.CompressionCodec;
import io.taffrail.compression.CompressionProvider;
import io.taffrail.settings.CompressionType;

/** Provides snappy. */
public final class SnappyProvider implements CompressionProvider {
    /** For the service loader. */
    public SnappyProvider() {
        // nothing to keep
    }

    @Override
    public CompressionType type() {
        return CompressionType.SNAPPY;
    }

    @Override
    public CompressionCodec codec() {
        return new SnappyCodec();
    }
}
