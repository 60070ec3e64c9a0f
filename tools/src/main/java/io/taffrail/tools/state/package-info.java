/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * {@code taffrail counters} and {@code taffrail errors}: what a running engine says of itself in mapped files. May depend on
 * the log engine and {@code console}.
 */
package io.taffrail.tools.state;
