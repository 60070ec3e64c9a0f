/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.trading;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The limit order book of one instrument: who offers the better price is served first, at the same price who came first.
 *
 * <p>A pure state machine: the same orders give the same executions, whatever the time is.
 */
final class OrderBook {
    private final TreeMap<Long, PriceLevel> bids = new TreeMap<>(Comparator.reverseOrder());
    private final TreeMap<Long, PriceLevel> asks = new TreeMap<>();
    private final Map<Long, PriceLevel.Resting> resting = new HashMap<>();

    /** Hears what becomes of an order. */
    interface Listener {
        /** An incoming order met one that rests. */
        void onExecution(long restingOrderId, long price, int quantity);
    }

    /**
     * An order comes in.
     *
     * @param id          never used before.
     * @param isImmediate whether what finds nobody is cancelled, instead of resting.
     * @param limit       price, the worst one that it takes.
     * @param quantity    1 or more.
     * @param listener    hears of each execution.
     * @return what is left of it and does not rest.
     */
    int enter(
            final long id,
            final boolean isBuy,
            final boolean isImmediate,
            final long limit,
            final int quantity,
            final Listener listener) {
        final int left = match(isBuy ? asks : bids, isBuy, limit, quantity, listener);
        if (left == 0 || isImmediate) {
            return left;
        }
        final TreeMap<Long, PriceLevel> side = isBuy ? bids : asks;
        resting.put(
                id,
                side.computeIfAbsent(limit, price -> new PriceLevel(price, isBuy))
                        .add(id, left));
        return 0;
    }

    private int match(
            final TreeMap<Long, PriceLevel> others,
            final boolean isBuy,
            final long limit,
            final int quantity,
            final Listener listener) {
        int left = quantity;
        while (left > 0 && !others.isEmpty()) {
            final PriceLevel best = others.firstEntry().getValue();
            if (isBuy ? best.price() > limit : best.price() < limit) {
                break;
            }
            final PriceLevel.Resting first = best.first();
            final int executed = Math.min(left, first.quantity());
            take(first, executed);
            left -= executed;
            listener.onExecution(first.id(), best.price(), executed);
        }
        return left;
    }

    /**
     * Take quantity off an order.
     *
     * @return how much that was: 0 if the order does not rest here.
     */
    int cancel(final long id, final int quantity) {
        final PriceLevel.Resting order = resting.get(id);
        if (order == null) {
            return 0;
        }
        final int cancelled = Math.min(quantity, order.quantity());
        take(order, cancelled);
        return cancelled;
    }

    private void take(final PriceLevel.Resting order, final int quantity) {
        final PriceLevel level = order.level();
        level.take(order, quantity);
        if (order.quantity() == 0) {
            resting.remove(order.id());
        }
        if (level.isEmpty()) {
            (level.isBuy() ? bids : asks).remove(level.price());
        }
    }

    /** Best bid, or null. */
    PriceLevel bestBid() {
        return bids.isEmpty() ? null : bids.firstEntry().getValue();
    }

    /** Best offer, or null. */
    PriceLevel bestAsk() {
        return asks.isEmpty() ? null : asks.firstEntry().getValue();
    }
}
