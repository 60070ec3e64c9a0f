/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.result;

/** Kinds of run, never mixed in one figure. */
public enum Kind {
    /** A fixed rate; how long it takes from the intended time of sending. */
    LATENCY,
    /** As fast as it goes into prepared room, a bounded number of values. */
    BURST,
    /** As fast as it goes for a time, whatever must be prepared on the way. */
    SUSTAINED
}
