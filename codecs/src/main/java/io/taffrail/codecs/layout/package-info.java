/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What the log format fixes and a schema cannot say: where structures stand in a file, how they are aligned, what their
 * flag bits mean and how a batch's checksum is seeded.
 *
 * <p>May depend on nothing, not even on the generated codecs: a test holds the two equal. {@code docs/format.md} is the
 * specification; start reading there, then at {@link io.taffrail.codecs.layout.LogFormat}.
 */
package io.taffrail.codecs.layout;
