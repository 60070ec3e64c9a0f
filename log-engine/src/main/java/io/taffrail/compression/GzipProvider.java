/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.compression;

import io.taffrail.settings.CompressionType;

/** Gzip by the JDK. */
final class GzipProvider implements CompressionProvider {
    @Override
    public CompressionType type() {
        return CompressionType.GZIP;
    }

    @Override
    public CompressionCodec codec() {
        return new GzipCodec();
    }
}
