/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.trading;

/** The orders of one side that rest at one price, in the order in which they came: a list that any of them can leave at once. */
final class PriceLevel {
    private final long price;
    private final boolean isBuy;
    private Resting first;
    private Resting last;
    private long quantity;

    PriceLevel(final long price, final boolean isBuy) {
        this.price = price;
        this.isBuy = isBuy;
    }

    Resting add(final long id, final int orderQuantity) {
        final Resting order = new Resting(this, id, orderQuantity);
        order.before = last;
        if (last == null) {
            first = order;
        } else {
            last.behind = order;
        }
        last = order;
        quantity += orderQuantity;
        return order;
    }

    /** Take quantity off an order, and the order off the list when nothing is left. */
    void take(final Resting order, final int taken) {
        quantity -= taken;
        order.quantity -= taken;
        if (order.quantity > 0) {
            return;
        }
        if (order.before == null) {
            first = order.behind;
        } else {
            order.before.behind = order.behind;
        }
        if (order.behind == null) {
            last = order.before;
        } else {
            order.behind.before = order.before;
        }
    }

    long price() {
        return price;
    }

    boolean isBuy() {
        return isBuy;
    }

    /** Sum of its orders. */
    long quantity() {
        return quantity;
    }

    boolean isEmpty() {
        return first == null;
    }

    /** The order that is served next. */
    Resting first() {
        return first;
    }

    /** An order that rests. */
    static final class Resting {
        private final PriceLevel level;
        private final long id;
        private int quantity;
        private Resting before;
        private Resting behind;

        private Resting(final PriceLevel level, final long id, final int quantity) {
            this.level = level;
            this.id = id;
            this.quantity = quantity;
        }

        PriceLevel level() {
            return level;
        }

        long id() {
            return id;
        }

        int quantity() {
            return quantity;
        }
    }
}
