/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.trading;

/** Traders: they send orders to the gateway, one after the other. */
interface OrderFlow {
    /**
     * Send the next order, or the next request to cancel one.
     *
     * @param dueNs monotonic time at which it is due to be sent.
     * @return false if there is none any more.
     */
    boolean send(Gateway gateway, long dueNs);
}
