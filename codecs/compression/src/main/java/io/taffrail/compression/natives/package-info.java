/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Codecs of batches by native libraries: snappy, lz4 and zstd. The engine finds them on the class path. */
package io.taffrail.compression.natives;
