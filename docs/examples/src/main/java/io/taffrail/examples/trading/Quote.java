/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.trading;

import io.taffrail.codecs.trading.MarketDataDecoder;
import io.taffrail.codecs.trading.MarketDataEncoder;
import io.taffrail.codecs.trading.MessageHeaderDecoder;
import io.taffrail.codecs.trading.MessageHeaderEncoder;
import io.taffrail.log.Record;
import org.agrona.MutableDirectBuffer;

/** An instrument as those see it who look at market data: best bid and offer, and what was traded. */
final class Quote {
    static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + MarketDataEncoder.BLOCK_LENGTH;

    final int instrument;
    private long sequence = -1;
    private long bidPrice;
    private long bidQuantity;
    private long askPrice;
    private long askQuantity;
    private long lastPrice;
    private long trades;
    private long volume;

    Quote(final int instrument) {
        this.instrument = instrument;
    }

    /** What is in a record of {@link Exchange#MARKET_DATA}. */
    static Quote of(final Record record) {
        final MarketDataDecoder decoder = new MarketDataDecoder()
                .wrapAndApplyHeader(record.buffer(), record.valueIndex(), new MessageHeaderDecoder());
        final Quote quote = new Quote(decoder.instrument());
        quote.sequence = decoder.sequence();
        quote.bidPrice = decoder.bidPrice();
        quote.bidQuantity = decoder.bidQuantity();
        quote.askPrice = decoder.askPrice();
        quote.askQuantity = decoder.askQuantity();
        quote.lastPrice = decoder.lastPrice();
        quote.trades = decoder.trades();
        quote.volume = decoder.volume();
        return quote;
    }

    /** Write {@link #LENGTH} bytes. */
    void encode(final MutableDirectBuffer buffer) {
        new MarketDataEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .sequence(sequence)
                .bidPrice(bidPrice)
                .askPrice(askPrice)
                .bidQuantity(bidQuantity)
                .askQuantity(askQuantity)
                .lastPrice(lastPrice)
                .trades(trades)
                .volume(volume)
                .instrument(instrument);
    }

    /**
     * A message of the matching engine is about this instrument.
     *
     * @return false if it is in here already: what is read again changes nothing.
     */
    boolean isNew(final long messageSequence) {
        if (messageSequence <= sequence) {
            return false;
        }
        sequence = messageSequence;
        return true;
    }

    void onTrade(final long price, final int quantity) {
        lastPrice = price;
        trades++;
        volume += quantity;
    }

    void onTop(final long newBidPrice, final long newBidQuantity, final long newAskPrice, final long newAskQuantity) {
        bidPrice = newBidPrice;
        bidQuantity = newBidQuantity;
        askPrice = newAskPrice;
        askQuantity = newAskQuantity;
    }

    @Override
    public String toString() {
        return "instrument=" + instrument + " sequence=" + sequence + " bid=" + bidQuantity + "@" + bidPrice + " ask="
                + askQuantity + "@" + askPrice + " last=" + lastPrice + " trades=" + trades + " volume=" + volume;
    }
}
