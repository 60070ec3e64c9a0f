/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.trading;

/** Hears what matching makes of orders, in the order in which it happens. */
interface MatchListener {
    /** Two orders met, at the price of the one that rested. */
    void onExecution(
            int instrument, long restingOrderId, long incomingOrderId, boolean isIncomingBuy, long price, int quantity);

    /** Quantity of an order will not be executed any more; 0 if there was nothing to cancel. */
    void onCancelled(int instrument, long orderId, int quantity);

    /** Best bid and offer are others than before; price and quantity are 0 where a side is empty. */
    void onBookUpdate(int instrument, long bidPrice, long bidQuantity, long askPrice, long askQuantity);
}
