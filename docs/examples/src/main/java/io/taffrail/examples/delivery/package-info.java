/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * At most once, at least once, exactly once: three workers that differ in when they commit, and what becomes of each when it
 * crashes again and again. Start reading at {@code AtMostOnce}, {@code AtLeastOnce} and {@code ExactlyOnce}.
 */
package io.taffrail.examples.delivery;
