/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.stream;

import java.time.LocalTime;
import java.util.concurrent.TimeUnit;

/**
 * The trades of an instrument within a window of time: the value of the aggregated topic. The order of the trades does not
 * matter, so one that comes late does no harm.
 *
 * @param trades   how many.
 * @param size     of all together.
 * @param notional of all together, dollars times 10,000.
 * @param low      lowest price.
 * @param high     highest price.
 */
record Bar(long trades, long size, long notional, long low, long high) {
    /** No trade yet. */
    static final Bar EMPTY = new Bar(0, 0, 0, Long.MAX_VALUE, Long.MIN_VALUE);

    /** Key of the bar that a trade belongs to, such as {@code AAPL 09:30}. */
    static String key(final String symbol, final long timeNs, final int windowMinutes) {
        final long windowNs = TimeUnit.MINUTES.toNanos(windowMinutes);
        return symbol + " " + LocalTime.ofNanoOfDay(timeNs / windowNs * windowNs);
    }

    Bar with(final Trade trade) {
        return new Bar(
                trades + 1,
                size + trade.size(),
                notional + trade.notional(),
                Math.min(low, trade.price()),
                Math.max(high, trade.price()));
    }

    static Bar parse(final String value) {
        final String[] columns = value.split(",", 5);
        return new Bar(
                Long.parseLong(columns[0]),
                Long.parseLong(columns[1]),
                Long.parseLong(columns[2]),
                Long.parseLong(columns[3]),
                Long.parseLong(columns[4]));
    }

    String value() {
        return trades + "," + size + "," + notional + "," + low + "," + high;
    }
}
