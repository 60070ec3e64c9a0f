/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.trading;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.log.Record;
import java.util.function.LongConsumer;

/**
 * Matches orders and publishes executions, exactly once. Its books are nowhere but in memory: it reads all orders from the first
 * one on, and since {@link Matching} says the same of the same orders, {@link Outputs} knows what it has published before. So
 * there is no transaction and no committed offset on the way from an order to its execution; a restart pays for that by
 * reading everything again.
 *
 * <p>Threading: one thread; one matching engine at a time.
 */
final class MatchingEngine implements AutoCloseable {
    private final Subscription orders;
    private final Outputs outputs;
    private final Matching matching;
    private final OrderDecoder decoder = new OrderDecoder();
    private LongConsumer onExecuted = sentTimeNs -> {};
    private long matched;

    /**
     * An engine with the books of all orders that are in the log.
     *
     * @throws IllegalStateException if these orders do not give the messages that are there.
     */
    MatchingEngine(final LogEngine engine) {
        outputs = new Outputs(engine);
        matching = new Matching(outputs);
        orders = engine.subscribe(Exchange.ORDERS, StartAt.earliest());
        final long end = orders.endOffset(0);
        while (orders.position(0) < end) {
            poll(1_000);
        }
        outputs.requireAllSaid();
    }

    /**
     * Hear of orders that were executed when they came in.
     *
     * @param listener gets the time at which the order was due to be sent, when its executions can be read.
     */
    void onExecuted(final LongConsumer listener) {
        onExecuted = listener;
    }

    /**
     * Match orders that have come in.
     *
     * @return how many, 0 when there were none.
     */
    int poll(final int maxOrders) {
        final int polled = orders.poll(this::match, maxOrders);
        if (polled < 0) {
            throw new IllegalStateException("orders are gone: topic=" + Exchange.ORDERS + " lost="
                    + orders.lostRecords(0) + ": the books cannot be rebuilt");
        }
        return polled;
    }

    private void match(final Record order) {
        final long sentTimeNs = decoder.sentTime(order);
        final long before = outputs.executions();
        outputs.causedBy(sentTimeNs);
        decoder.decode(order, matching);
        matched++;
        if (outputs.executions() > before) {
            onExecuted.accept(sentTimeNs);
        }
    }

    /** Orders and cancels matched since the first one of the log. */
    long matched() {
        return matched;
    }

    /** Executions since the first order of the log. */
    long executions() {
        return outputs.executions();
    }

    /** Messages that are published, since the first one of the log. */
    long published() {
        return outputs.said();
    }

    @Override
    public void close() {
        orders.close();
        outputs.close();
    }
}
