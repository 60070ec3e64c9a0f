/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

import java.util.Arrays;

/**
 * The price levels of one side in two sorted arrays, worst first, best last: events near the best price, which are nearly
 * all of them, move only a few entries, and the best is one look away. Grows by doubling, allocates nothing else.
 */
final class BookSide {
    private static final int INITIAL_LEVELS = 256;

    /** 1 for bids, where the highest price is best; -1 for asks, whose prices are kept negated. */
    private final int sign;

    private long[] keys = new long[INITIAL_LEVELS];
    private long[] sizes = new long[INITIAL_LEVELS];
    private int count;

    private BookSide(final int sign) {
        this.sign = sign;
    }

    static BookSide bids() {
        return new BookSide(1);
    }

    static BookSide asks() {
        return new BookSide(-1);
    }

    /** Dollars times 10,000, or 0 when the side is empty. */
    long bestPrice() {
        return count == 0 ? 0 : sign * keys[count - 1];
    }

    /** Shares at the best price, or 0 when the side is empty. */
    long bestSize() {
        return count == 0 ? 0 : sizes[count - 1];
    }

    int levels() {
        return count;
    }

    void add(final long price, final long shares) {
        final long key = sign * price;
        final int at = find(key);
        if (at >= 0) {
            sizes[at] += shares;
        } else {
            insert(-at - 1, key, shares);
        }
    }

    /** The level must hold at least {@code shares}: the book only removes what it added. */
    void remove(final long price, final long shares) {
        final int at = find(sign * price);
        if (at < 0 || sizes[at] < shares) {
            throw new IllegalStateException("book level does not hold price=" + price + " shares=" + shares);
        }
        sizes[at] -= shares;
        if (sizes[at] == 0) {
            count--;
            System.arraycopy(keys, at + 1, keys, at, count - at);
            System.arraycopy(sizes, at + 1, sizes, at, count - at);
        }
    }

    /** Index of {@code key}, or {@code -(insertion point) - 1}. From the best downwards for a few steps, then by halves. */
    private int find(final long key) {
        final int nearBest = Math.max(0, count - 8);
        for (int i = count - 1; i >= nearBest; i--) {
            if (keys[i] <= key) {
                return keys[i] == key ? i : -(i + 1) - 1;
            }
        }
        return Arrays.binarySearch(keys, 0, nearBest, key);
    }

    private void insert(final int at, final long key, final long shares) {
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, count * 2);
            sizes = Arrays.copyOf(sizes, count * 2);
        }
        System.arraycopy(keys, at, keys, at + 1, count - at);
        System.arraycopy(sizes, at, sizes, at + 1, count - at);
        keys[at] = key;
        sizes[at] = shares;
        count++;
    }
}
