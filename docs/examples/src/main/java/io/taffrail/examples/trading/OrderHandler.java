/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.trading;

/** Takes orders in the order of the log. */
interface OrderHandler {
    /** A limit order; {@code isImmediate} if what finds nobody is to be cancelled instead of resting. */
    void onOrder(long id, int instrument, boolean isBuy, boolean isImmediate, long price, int quantity);

    /** Take quantity off an order that may rest. */
    void onCancel(long id, int instrument, int quantity);
}
