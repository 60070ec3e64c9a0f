/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

/** Best bid and offer with all shares resting there; price and size are 0 for an empty side. Reused, owned by its book. */
final class TopOfBook {
    long bidPrice;
    long bidSize;
    long askPrice;
    long askSize;

    /** Takes the new values; true when any of them differs. */
    boolean update(final BookSide bids, final BookSide asks) {
        final long newBidPrice = bids.bestPrice();
        final long newBidSize = bids.bestSize();
        final long newAskPrice = asks.bestPrice();
        final long newAskSize = asks.bestSize();
        final boolean isChanged =
                newBidPrice != bidPrice || newBidSize != bidSize || newAskPrice != askPrice || newAskSize != askSize;
        bidPrice = newBidPrice;
        bidSize = newBidSize;
        askPrice = newAskPrice;
        askSize = newAskSize;
        return isChanged;
    }
}
