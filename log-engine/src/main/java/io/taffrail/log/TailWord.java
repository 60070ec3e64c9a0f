/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

/** The one word that all publishers of a partition add to. */
abstract class TailWord extends TailPadding {
    volatile long tail;
}
