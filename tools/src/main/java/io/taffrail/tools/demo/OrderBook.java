/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

import io.taffrail.codecs.examples.OrderEventType;
import io.taffrail.codecs.examples.Side;
import org.agrona.collections.Long2LongHashMap;

/**
 * A book by order and by price level. Owned by one thread; allocates only to grow.
 *
 * <p>Recorded files begin in the middle of a day, so they speak of orders that were there before. The rules:
 *
 * <ul>
 *   <li>a cancel, delete or execution of an order the book does not know leaves the book alone and is counted; an
 *       execution is a trade all the same;
 *   <li>a cancel or execution of more shares than are left takes what is left;
 *   <li>a delete removes what is left, whatever size it names;
 *   <li>a new order under an id that is still resting replaces the old one, and is counted;
 *   <li>a hidden execution is a trade and does not touch the book; a halt does neither.
 * </ul>
 */
final class OrderBook {
    /** Flag of {@link #apply}: the event is a trade. */
    static final int TRADE = 1;

    /** Flag of {@link #apply}: {@link #top} differs from before. */
    static final int TOP_CHANGED = 2;

    private static final long NONE = 0;
    private static final int INITIAL_ORDERS = 4096;
    private static final float LOAD_FACTOR = 0.6f;

    private final BookSide bids = BookSide.bids();
    private final BookSide asks = BookSide.asks();
    private final TopOfBook top = new TopOfBook();

    /** Order id to shares left; never 0, so 0 says unknown. */
    private final Long2LongHashMap sizes = new Long2LongHashMap(INITIAL_ORDERS, LOAD_FACTOR, NONE);

    /** Order id to price, negative for a sell. */
    private final Long2LongHashMap signedPrices = new Long2LongHashMap(INITIAL_ORDERS, LOAD_FACTOR, NONE);

    private long unknownOrders;
    private long replacedOrders;

    /** @return {@link #TRADE} and {@link #TOP_CHANGED}, or'ed. */
    int apply(final OrderEventRow row) {
        switch (row.type) {
            case NEW_LIMIT -> addOrder(row);
            case PARTIAL_CANCEL, EXECUTE_VISIBLE -> reduce(row.orderId, row.size);
            case DELETE -> reduce(row.orderId, Long.MAX_VALUE);
            case EXECUTE_HIDDEN, HALT -> {
                return row.type == OrderEventType.HALT ? 0 : TRADE;
            }
            case NULL_VAL -> throw new IllegalArgumentException("event sequence=" + row.sequence + " has no type");
        }
        final int changed = top.update(bids, asks) ? TOP_CHANGED : 0;
        return row.type == OrderEventType.EXECUTE_VISIBLE ? changed | TRADE : changed;
    }

    private void addOrder(final OrderEventRow row) {
        if (sizes.get(row.orderId) != NONE) {
            replacedOrders++;
            reduce(row.orderId, Long.MAX_VALUE);
        }
        final boolean isBuy = row.side == Side.BUY;
        sizes.put(row.orderId, row.size);
        signedPrices.put(row.orderId, isBuy ? row.price : -row.price);
        (isBuy ? bids : asks).add(row.price, row.size);
    }

    private void reduce(final long orderId, final long shares) {
        final long left = sizes.get(orderId);
        if (left == NONE) {
            unknownOrders++;
            return;
        }
        final long signedPrice = signedPrices.get(orderId);
        final long taken = Math.min(left, shares);
        if (taken == left) {
            sizes.remove(orderId);
            signedPrices.remove(orderId);
        } else {
            sizes.put(orderId, left - taken);
        }
        if (signedPrice > 0) {
            bids.remove(signedPrice, taken);
        } else {
            asks.remove(-signedPrice, taken);
        }
    }

    /** The current top; the same object every time. */
    TopOfBook top() {
        return top;
    }

    int openOrders() {
        return sizes.size();
    }

    int levels() {
        return bids.levels() + asks.levels();
    }

    /** Cancels, deletes and visible executions of orders that were never added. */
    long unknownOrders() {
        return unknownOrders;
    }

    /** New orders that took the id of one still resting. */
    long replacedOrders() {
        return replacedOrders;
    }
}
