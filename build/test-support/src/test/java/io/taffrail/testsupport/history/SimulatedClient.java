/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

/** A client that is stepped. */
interface SimulatedClient {
    /** Begins or ends an operation. */
    void step();

    /** Ends what is open, or leaves it open for ever. */
    void finish();
}
