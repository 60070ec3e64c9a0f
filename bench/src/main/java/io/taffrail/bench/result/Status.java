/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.result;

/** What a run is worth. */
public enum Status {
    /** Nothing is known against it. */
    OK,
    /** Others used so much of the machine meanwhile that the figures say more about them. */
    DISTURBED,
    /** It missed its rate, lost or reordered a value, or ended with an error: its figures mean nothing. */
    FAILED
}
