/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.trading;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.examples.trading.Output.BookUpdate;
import io.taffrail.examples.trading.Output.Cancelled;
import io.taffrail.examples.trading.Output.Execution;
import io.taffrail.log.Record;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the whole day out of the log and says what is wrong: matches all orders again by {@link PlainMatching}, compares message
 * by message, counts every share, and works market data out again.
 */
final class Audit {
    private static final int MAX_PROBLEMS = 10;

    private final Subscription recorded;
    private final OrderDecoder orderDecoder = new OrderDecoder();
    private final OutputDecoder outputDecoder = new OutputDecoder();
    private final PlainMatching matching = new PlainMatching(this::onExpected);
    private final Map<Integer, Quote> quotes = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private Output found;
    private long sentTimeNs;
    private long lastId;
    private long orders;
    private long outputs;
    private long executions;
    private long entered;
    private long executed;
    private long cancelled;

    private Audit(final LogEngine engine) {
        recorded = engine.subscribe(Exchange.EXECUTIONS, StartAt.earliest());
    }

    /** Audit an exchange that is at rest: all orders are matched, all market data is published. */
    static Audit of(final LogEngine engine) {
        final Audit audit = new Audit(engine);
        Exchange.replay(engine, Exchange.ORDERS, audit::onOrder);
        audit.requireNothingMore();
        audit.require(
                audit.entered == 2 * audit.executed + audit.cancelled + audit.matching.restingQuantity(),
                "shares entered=" + audit.entered + " but executed=2x" + audit.executed + " cancelled="
                        + audit.cancelled + " resting=" + audit.matching.restingQuantity());
        audit.compareMarketData(engine);
        audit.recorded.close();
        return audit;
    }

    private void onOrder(final Record record) {
        orders++;
        sentTimeNs = orderDecoder.sentTime(record);
        orderDecoder.decode(record, new OrderHandler() {
            @Override
            public void onOrder(
                    final long id,
                    final int instrument,
                    final boolean isBuy,
                    final boolean isImmediate,
                    final long price,
                    final int quantity) {
                require(id == lastId + 1, "order=" + id + " follows order=" + lastId);
                lastId = id;
                entered += quantity;
                matching.onOrder(id, instrument, isBuy, isImmediate, price, quantity);
            }

            @Override
            public void onCancel(final long id, final int instrument, final int quantity) {
                matching.onCancel(id, instrument, quantity);
            }
        });
    }

    /** What the orders demand must be what is in the log next. */
    private void onExpected(final Output expected) {
        final Output next = nextRecorded();
        require(expected.equals(next), "message=" + outputs + " found=" + next + " expected=" + expected);
        if (next != null) {
            require(
                    outputDecoder.sequence() == outputs,
                    "sequence=" + outputDecoder.sequence() + " where " + outputs + " belongs: " + next);
            require(
                    outputDecoder.sentTimeNs() == sentTimeNs,
                    "message=" + outputs + " has the time of another order: " + next);
        }
        fold(expected);
        outputs++;
    }

    private Output nextRecorded() {
        found = null;
        recorded.poll(record -> outputDecoder.decode(record, Output.to(this::onFound)), 1);
        return found;
    }

    private void onFound(final Output output) {
        found = output;
        if (output instanceof Execution execution) {
            executions++;
            executed += execution.quantity();
        } else if (output instanceof Cancelled cancel) {
            cancelled += cancel.quantity();
        }
    }

    private void fold(final Output output) {
        if (output instanceof Execution execution) {
            final Quote quote = quotes.computeIfAbsent(execution.instrument(), Quote::new);
            quote.isNew(outputs);
            quote.onTrade(execution.price(), execution.quantity());
        } else if (output instanceof BookUpdate top) {
            final Quote quote = quotes.computeIfAbsent(top.instrument(), Quote::new);
            quote.isNew(outputs);
            quote.onTop(top.bidPrice(), top.bidQuantity(), top.askPrice(), top.askQuantity());
        }
    }

    private void requireNothingMore() {
        for (Output next = nextRecorded(); next != null; next = nextRecorded()) {
            require(false, "no order demands " + next);
        }
    }

    private void compareMarketData(final LogEngine engine) {
        final Map<Integer, Quote> published = new TreeMap<>();
        Exchange.replay(engine, Exchange.MARKET_DATA, record -> {
            final Quote quote = Quote.of(record);
            published.put(quote.instrument, quote);
        });
        quotes.forEach((instrument, quote) -> require(
                quote.toString().equals(String.valueOf(published.get(instrument))),
                "market data: found=" + published.get(instrument) + " expected=" + quote));
        require(published.keySet().equals(quotes.keySet()), "market data of instruments=" + published.keySet());
    }

    private void require(final boolean isMet, final String problem) {
        if (!isMet && problems.size() < MAX_PROBLEMS) {
            problems.add(problem);
        }
    }

    /** What is wrong, the first of it; empty when all is well. */
    List<String> problems() {
        return problems;
    }

    /** Orders and cancels. */
    long orders() {
        return orders;
    }

    /** Messages that they demand. */
    long outputs() {
        return outputs;
    }

    /** Executions among them. */
    long executions() {
        return executions;
    }

    /** Sum of the quantities of all orders. */
    long entered() {
        return entered;
    }

    /** Sum of the quantities of all executions. */
    long executed() {
        return executed;
    }

    /** Sum of what was cancelled. */
    long cancelled() {
        return cancelled;
    }

    /** Instruments that were traded or quoted. */
    int instruments() {
        return quotes.size();
    }
}
