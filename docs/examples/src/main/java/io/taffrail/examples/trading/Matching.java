/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.trading;

import java.util.HashMap;
import java.util.Map;

/**
 * The books of all instruments. A pure state machine without a clock, without randomness and without I/O: what it says follows
 * from the orders alone, so that who reads them again comes to the same.
 */
final class Matching implements OrderHandler {
    private final Map<Integer, Instrument> instruments = new HashMap<>();
    private final MatchListener listener;

    Matching(final MatchListener listener) {
        this.listener = listener;
    }

    @Override
    public void onOrder(
            final long id,
            final int instrument,
            final boolean isBuy,
            final boolean isImmediate,
            final long price,
            final int quantity) {
        final Instrument traded = instrument(instrument);
        final int cancelled = traded.book.enter(
                id,
                isBuy,
                isImmediate,
                price,
                quantity,
                (restingId, executedPrice, executed) ->
                        listener.onExecution(instrument, restingId, id, isBuy, executedPrice, executed));
        if (cancelled > 0) {
            listener.onCancelled(instrument, id, cancelled);
        }
        traded.tellIfTopChanged();
    }

    @Override
    public void onCancel(final long id, final int instrument, final int quantity) {
        final Instrument traded = instrument(instrument);
        listener.onCancelled(instrument, id, traded.book.cancel(id, quantity));
        traded.tellIfTopChanged();
    }

    private Instrument instrument(final int number) {
        return instruments.computeIfAbsent(number, Instrument::new);
    }

    /** A book and its top as it was told last. */
    private final class Instrument {
        private final int number;
        private final OrderBook book = new OrderBook();
        private long bidPrice;
        private long bidQuantity;
        private long askPrice;
        private long askQuantity;

        Instrument(final int number) {
            this.number = number;
        }

        void tellIfTopChanged() {
            final PriceLevel bid = book.bestBid();
            final PriceLevel ask = book.bestAsk();
            final long newBidPrice = bid == null ? 0 : bid.price();
            final long newBidQuantity = bid == null ? 0 : bid.quantity();
            final long newAskPrice = ask == null ? 0 : ask.price();
            final long newAskQuantity = ask == null ? 0 : ask.quantity();
            if (newBidPrice != bidPrice
                    || newBidQuantity != bidQuantity
                    || newAskPrice != askPrice
                    || newAskQuantity != askQuantity) {
                bidPrice = newBidPrice;
                bidQuantity = newBidQuantity;
                askPrice = newAskPrice;
                askQuantity = newAskQuantity;
                listener.onBookUpdate(number, bidPrice, bidQuantity, askPrice, askQuantity);
            }
        }
    }
}
