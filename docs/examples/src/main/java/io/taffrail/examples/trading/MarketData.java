/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.trading;

import io.taffrail.consumer.Consumer;
import io.taffrail.consumer.ConsumerConfig;
import io.taffrail.consumer.OffsetReset;
import io.taffrail.engine.LogEngine;
import io.taffrail.log.RecordDraft;
import io.taffrail.model.TopicPartition;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Tells the world how each instrument stands, conflated: however often it changed since it was published last, only its newest
 * state is published, to a compacted topic that keeps one record for each instrument.
 *
 * <p>A group with commits behind the work: after a crash it sees some executions again. That does no harm, since a quote knows
 * up to which sequence it was made.
 *
 * <p>Threading: one thread.
 */
final class MarketData implements AutoCloseable {
    private static final String GROUP = "trading.market-data";
    private static final TopicPartition EXECUTIONS = new TopicPartition(Exchange.EXECUTIONS, 0);

    private final Consumer consumer;
    private final InPlace marketData;
    private final Map<Integer, Quote> quotes = new HashMap<>();
    private final Set<Quote> changed = new LinkedHashSet<>();
    private final OutputDecoder decoder = new OutputDecoder();
    private final RecordDraft draft = new RecordDraft();
    private final MatchListener listener = new Listener();
    private long published;

    /** Go on from what was published before. */
    MarketData(final LogEngine engine) {
        Exchange.replay(engine, Exchange.MARKET_DATA, record -> {
            final Quote quote = Quote.of(record);
            quotes.put(quote.instrument, quote);
        });
        marketData = new InPlace(engine, Exchange.MARKET_DATA);
        consumer = Consumer.open(
                engine,
                ConsumerConfig.group(GROUP)
                        .autoCommit(false)
                        .offsetReset(OffsetReset.earliest())
                        .build());
        consumer.subscribe(Set.of(Exchange.EXECUTIONS));
    }

    /**
     * Take in what the matching engine has published.
     *
     * @return how many messages, 0 when there were none.
     */
    int poll(final int maxMessages) {
        return consumer.poll(message -> decoder.decode(message, listener), maxMessages);
    }

    /** Publish the instruments that have changed, and commit what that is made of. */
    void publish() {
        if (changed.isEmpty()) {
            return;
        }
        for (final Quote quote : changed) {
            draft.clear().key(Integer.toString(quote.instrument).getBytes(StandardCharsets.UTF_8));
            quote.encode(marketData.begin(draft, Quote.LENGTH));
            marketData.end();
        }
        published += changed.size();
        changed.clear();
        consumer.commit();
    }

    /** Offset up to which it has taken in what the matching engine published; -1 while its group is yet to give it that. */
    long position() {
        return consumer.assignment().contains(EXECUTIONS) ? consumer.position(EXECUTIONS) : -1;
    }

    /** How many records it has published. */
    long published() {
        return published;
    }

    @Override
    public void close() {
        consumer.close();
        marketData.close();
    }

    private Quote changed(final int instrument) {
        final Quote quote = quotes.computeIfAbsent(instrument, Quote::new);
        if (!quote.isNew(decoder.sequence())) {
            return null;
        }
        changed.add(quote);
        return quote;
    }

    /** Folds messages into quotes. */
    private final class Listener implements MatchListener {
        @Override
        public void onExecution(
                final int instrument,
                final long restingOrderId,
                final long incomingOrderId,
                final boolean isIncomingBuy,
                final long price,
                final int quantity) {
            final Quote quote = changed(instrument);
            if (quote != null) {
                quote.onTrade(price, quantity);
            }
        }

        @Override
        public void onCancelled(final int instrument, final long orderId, final int quantity) {
            // the update of the book that may follow says all
        }

        @Override
        public void onBookUpdate(
                final int instrument,
                final long bidPrice,
                final long bidQuantity,
                final long askPrice,
                final long askQuantity) {
            final Quote quote = changed(instrument);
            if (quote != null) {
                quote.onTop(bidPrice, bidQuantity, askPrice, askQuantity);
            }
        }
    }
}
