/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

/**
 * What a run of the input adds up to. {@link DirectComputation} fills one from the input, {@link Auditor} another from
 * the records it was handed; the two must be equal field by field. A plain struct, owned by one thread at a time.
 */
final class Totals {
    /** Records of the order topic. */
    long events;

    /** New limit orders among the events. */
    long newOrders;

    long trades;
    long tradedShares;

    /** Dollars times 10,000, modulo 2^64: only an absurd input gets there. */
    long notional;

    long topChanges;

    /** {@link StreamHash} over the order messages. */
    long ordersHash;

    /** {@link StreamHash} over the trades and top-of-book changes. */
    long marketHash;

    long marketRecords() {
        return trades + topChanges;
    }

    void addTrade(final long price, final long size) {
        trades++;
        tradedShares += size;
        notional += price * size;
    }
}
