/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.log.Record;
import io.taffrail.log.RecordHandler;

/**
 * The second thread: reads {@code demo.orders}, keeps the book, and publishes each trade and each change of the top of
 * book to {@code demo.market}. An event that is both gives the trade first.
 */
final class BookStage implements Runnable {
    private final LogEngine engine;
    private final Flow flow;
    private final Latencies latencies;
    private final Patience patience = new Patience();
    private final OrderBook book = new OrderBook();
    private final DemoMessages messages = new DemoMessages();
    private final OrderDecoding decoding = new OrderDecoding();
    private final OrderEventRow row = new OrderEventRow();
    private long orders;
    private boolean isEndKnown;

    BookStage(final LogEngine engine, final Flow flow, final Latencies latencies) {
        this.engine = engine;
        this.flow = flow;
        this.latencies = latencies;
    }

    @Override
    public void run() {
        try (Subscription subscription = engine.subscribe(DemoTopics.ORDERS, StartAt.earliest());
                RetryingPublisher publisher = new RetryingPublisher(engine, DemoTopics.MARKET, flow)) {
            final RecordHandler handler = record -> onOrder(record, publisher);
            while (!flow.isStopped() && !isAtEnd()) {
                final int records = subscription.poll(handler, Flow.POLL_LIMIT);
                if (records < 0) {
                    throw new PipelineException("topic=" + DemoTopics.ORDERS + " lost its beginning while it was read");
                }
                if (records > 0) {
                    flow.bookedRelease(orders);
                    patience.onWork();
                } else {
                    patience.onNothing();
                }
            }
            flow.endMarket(publisher.published());
        }
    }

    /** All orders taken; or none came for a long time, and it is for the audit to say which are missing. */
    private boolean isAtEnd() {
        if (!flow.hasOrdersEnded()) {
            return false;
        }
        if (!isEndKnown) {
            isEndKnown = true;
            patience.onWork(); // waiting for a slow publisher does not count
        }
        return orders >= flow.ordersPublished() || patience.isOver();
    }

    private void onOrder(final Record record, final RetryingPublisher publisher) {
        orders++;
        if (!decoding.decode(record.buffer(), record.valueIndex(), record.valueLength(), row)) {
            return; // the audit reads the same record and reports it
        }
        Latencies.record(latencies.toBook, System.nanoTime() - row.sentTimeNs);
        final int flags = book.apply(row);
        if ((flags & OrderBook.TRADE) != 0 && publisher.claim(DemoMessages.TRADE_LENGTH)) {
            messages.encodeTrade(publisher.buffer(), publisher.index(), row);
            publisher.commit();
        }
        if ((flags & OrderBook.TOP_CHANGED) != 0 && publisher.claim(DemoMessages.TOP_LENGTH)) {
            messages.encodeTop(publisher.buffer(), publisher.index(), row, book.top());
            publisher.commit();
        }
    }
}
