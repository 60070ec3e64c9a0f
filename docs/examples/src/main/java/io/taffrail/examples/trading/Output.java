/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.trading;

import java.util.function.Consumer;

/** What matching said, as values that can be compared and printed. */
interface Output {
    /** Two orders met. */
    record Execution(int instrument, long restingId, long incomingId, boolean isIncomingBuy, long price, int quantity)
            implements Output {}

    /** Quantity that will not be executed any more. */
    record Cancelled(int instrument, long orderId, int quantity) implements Output {}

    /** Another top of the book. */
    record BookUpdate(int instrument, long bidPrice, long bidQuantity, long askPrice, long askQuantity)
            implements Output {}

    /** A listener that hands values on. */
    static MatchListener to(final Consumer<Output> consumer) {
        return new MatchListener() {
            @Override
            public void onExecution(
                    final int instrument,
                    final long restingOrderId,
                    final long incomingOrderId,
                    final boolean isIncomingBuy,
                    final long price,
                    final int quantity) {
                consumer.accept(
                        new Execution(instrument, restingOrderId, incomingOrderId, isIncomingBuy, price, quantity));
            }

            @Override
            public void onCancelled(final int instrument, final long orderId, final int quantity) {
                consumer.accept(new Cancelled(instrument, orderId, quantity));
            }

            @Override
            public void onBookUpdate(
                    final int instrument,
                    final long bidPrice,
                    final long bidQuantity,
                    final long askPrice,
                    final long askQuantity) {
                consumer.accept(new BookUpdate(instrument, bidPrice, bidQuantity, askPrice, askQuantity));
            }
        };
    }
}
