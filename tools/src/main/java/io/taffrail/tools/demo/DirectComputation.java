/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

import io.taffrail.codecs.examples.OrderEventType;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Runs the input straight through the book, with no log and in one thread: what the pipeline's audit must arrive at. It
 * also reads the input to its end, so that a bad line is found before anything is published.
 */
final class DirectComputation {
    private final Totals totals = new Totals();
    private final OrderBook book = new OrderBook();
    private final DemoMessages messages = new DemoMessages();
    private final MutableDirectBuffer scratch = new ExpandableArrayBuffer(128);
    private long elapsedNs;

    private DirectComputation() {}

    /** @throws BadInputException when the input is bad or has no events. */
    static DirectComputation of(final OrderInput input) {
        final DirectComputation computation = new DirectComputation();
        final long startNs = System.nanoTime();
        final OrderEventRow row = new OrderEventRow();
        try (OrderSource source = input.open()) {
            while (source.next(row)) {
                computation.add(row);
            }
        }
        if (computation.totals.events == 0) {
            throw new BadInputException("input=" + input.description() + " has no events");
        }
        computation.elapsedNs = System.nanoTime() - startNs;
        return computation;
    }

    private void add(final OrderEventRow row) {
        totals.events++;
        if (row.type == OrderEventType.NEW_LIMIT) {
            totals.newOrders++;
        }
        messages.encodeOrder(scratch, 0, row);
        totals.ordersHash = StreamHash.next(totals.ordersHash, scratch, 0, DemoMessages.ORDER_LENGTH);

        final int flags = book.apply(row);
        if ((flags & OrderBook.TRADE) != 0) {
            totals.addTrade(row.price, row.size);
            messages.encodeTrade(scratch, 0, row);
            totals.marketHash = StreamHash.next(totals.marketHash, scratch, 0, DemoMessages.TRADE_LENGTH);
        }
        if ((flags & OrderBook.TOP_CHANGED) != 0) {
            totals.topChanges++;
            messages.encodeTop(scratch, 0, row, book.top());
            totals.marketHash = StreamHash.next(totals.marketHash, scratch, 0, DemoMessages.TOP_LENGTH);
        }
    }

    Totals totals() {
        return totals;
    }

    /** The book after the last event. */
    OrderBook book() {
        return book;
    }

    long elapsedNs() {
        return elapsedNs;
    }
}
