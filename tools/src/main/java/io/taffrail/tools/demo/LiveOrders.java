/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

import io.taffrail.codecs.examples.Side;

/**
 * The resting orders of the generated flow, in parallel arrays: add, pick one at random, find the oldest at a price,
 * remove by moving the last one into the gap. Slots are valid until the next removal.
 */
final class LiveOrders {
    private final long[] ids;
    private final long[] prices;
    private final int[] sizes;
    private final Side[] sides;
    private int count;

    LiveOrders(final int capacity) {
        ids = new long[capacity];
        prices = new long[capacity];
        sizes = new int[capacity];
        sides = new Side[capacity];
    }

    int count() {
        return count;
    }

    boolean isFull() {
        return count == ids.length;
    }

    void add(final OrderEventRow row) {
        ids[count] = row.orderId;
        prices[count] = row.price;
        sizes[count] = row.size;
        sides[count] = row.side;
        count++;
    }

    /** Takes shares off the order in {@code slot}; it goes away with its last one. */
    void reduce(final int slot, final int shares) {
        sizes[slot] -= shares;
        if (sizes[slot] == 0) {
            count--;
            ids[slot] = ids[count];
            prices[slot] = prices[count];
            sizes[slot] = sizes[count];
            sides[slot] = sides[count];
        }
    }

    int size(final int slot) {
        return sizes[slot];
    }

    /** Copies identity, price and side of the order in {@code slot}. */
    void copyTo(final int slot, final OrderEventRow row) {
        row.orderId = ids[slot];
        row.price = prices[slot];
        row.side = sides[slot];
    }

    /** Slot of the order that has waited longest at {@code price}, or -1. Ids rise with age, so the lowest is oldest. */
    int oldestAt(final Side side, final long price) {
        int oldest = -1;
        for (int i = 0; i < count; i++) {
            if (prices[i] == price && sides[i] == side && (oldest < 0 || ids[i] < ids[oldest])) {
                oldest = i;
            }
        }
        return oldest;
    }
}
