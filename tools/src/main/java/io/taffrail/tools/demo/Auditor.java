/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

import io.taffrail.codecs.examples.MessageHeaderDecoder;
import io.taffrail.codecs.examples.OrderEventType;
import io.taffrail.codecs.examples.TopOfBookDecoder;
import io.taffrail.codecs.examples.TradeDecoder;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * The judgement of the audit thread, without the thread: it is handed every record of both topics in the order they are
 * read, and says at the end whether each arrived once, in order, with the bytes and totals that the direct computation
 * got from the input.
 *
 * <p>Owned by one thread; allocates only when something is wrong.
 */
final class Auditor {
    /** Returned for a record that is not a message of its topic. */
    static final long NOT_A_MESSAGE = -1;

    private final Totals expected;
    private final Totals found = new Totals();
    private final TopicAudit orders = new TopicAudit(DemoTopics.ORDERS);
    private final TopicAudit market = new TopicAudit(DemoTopics.MARKET);
    private final Check totals = new Check("totals equal those of the direct computation");
    private final OrderDecoding decoding = new OrderDecoding();
    private final OrderEventRow row = new OrderEventRow();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final TopOfBookDecoder top = new TopOfBookDecoder();

    Auditor(final Totals expected) {
        this.expected = expected;
    }

    /** @return the message's time of sending, or {@link #NOT_A_MESSAGE}. */
    long onOrder(final long offset, final DirectBuffer buffer, final int index, final int length) {
        orders.onOffset(offset);
        if (!decoding.decode(buffer, index, length, row)) {
            orders.onUnknownMessage(offset, length);
            return NOT_A_MESSAGE;
        }
        orders.onContiguousOrdinal(offset, row.sequence);
        found.events++;
        if (row.type == OrderEventType.NEW_LIMIT) {
            found.newOrders++;
        }
        found.ordersHash = StreamHash.next(found.ordersHash, buffer, index, length);
        return row.sentTimeNs;
    }

    /** @return the message's time of sending, or {@link #NOT_A_MESSAGE}. */
    long onMarket(final long offset, final DirectBuffer buffer, final int index, final int length) {
        market.onOffset(offset);
        final int templateId = OrderDecoding.isMessage(header, buffer, index, length) ? header.templateId() : -1;
        final int bodyIndex = index + MessageHeaderDecoder.ENCODED_LENGTH;
        final long sentTimeNs;
        if (templateId == TradeDecoder.TEMPLATE_ID) {
            trade.wrap(buffer, bodyIndex, header.blockLength(), header.version());
            market.onRisingOrdinal(offset, 2 * trade.sequence());
            found.addTrade(trade.price(), trade.size());
            sentTimeNs = trade.sentTime();
        } else if (templateId == TopOfBookDecoder.TEMPLATE_ID) {
            top.wrap(buffer, bodyIndex, header.blockLength(), header.version());
            market.onRisingOrdinal(offset, 2 * top.sequence() + 1);
            found.topChanges++;
            sentTimeNs = top.sentTime();
        } else {
            market.onUnknownMessage(offset, length);
            return NOT_A_MESSAGE;
        }
        found.marketHash = StreamHash.next(found.marketHash, buffer, index, length);
        return sentTimeNs;
    }

    /** To be called once, after the last record. */
    List<Check> finish() {
        orders.finish(expected.events, found.ordersHash, expected.ordersHash);
        market.finish(expected.marketRecords(), found.marketHash, expected.marketHash);
        totals.requireEqual("events", found.events, expected.events);
        totals.requireEqual("new orders", found.newOrders, expected.newOrders);
        totals.requireEqual("trades", found.trades, expected.trades);
        totals.requireEqual("traded shares", found.tradedShares, expected.tradedShares);
        totals.requireEqual("notional", found.notional, expected.notional);
        totals.requireEqual("top changes", found.topChanges, expected.topChanges);
        return List.of(
                orders.offsets(),
                orders.order(),
                orders.content(),
                market.offsets(),
                market.order(),
                market.content(),
                totals);
    }

    Totals found() {
        return found;
    }

    long orderRecords() {
        return orders.records();
    }

    long marketRecords() {
        return market.records();
    }
}
