/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Compression of batches. The engine has gzip, which the JDK has; other codecs are found on the class path as
 * {@link io.taffrail.compression.CompressionProvider}s, such as those of {@code taffrail-compression}.
 *
 * <p>Depends on {@code io.taffrail.settings} and the JDK.
 */
package io.taffrail.compression;
