/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

/** Keeps what stands after the tail word on other cache lines. */
@SuppressWarnings("unused")
abstract class PaddedTail extends TailWord {
    private long after00, after01, after02, after03, after04, after05, after06, after07;
    private long after08, after09, after10, after11, after12, after13, after14, after15;
}
