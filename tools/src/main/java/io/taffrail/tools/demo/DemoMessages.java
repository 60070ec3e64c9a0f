/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

import io.taffrail.codecs.examples.MessageHeaderEncoder;
import io.taffrail.codecs.examples.OrderEventEncoder;
import io.taffrail.codecs.examples.TopOfBookEncoder;
import io.taffrail.codecs.examples.TradeEncoder;
import org.agrona.MutableDirectBuffer;

/**
 * Encodes the demo's three messages in place, each behind its SBE message header. Holds flyweights: one per thread.
 *
 * <p>In every message the time of sending is the last field, so that all bytes before it are the same in every run of the
 * same input and can be hashed ({@link StreamHash}).
 */
final class DemoMessages {
    static final int ORDER_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + OrderEventEncoder.BLOCK_LENGTH;
    static final int TRADE_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + TradeEncoder.BLOCK_LENGTH;
    static final int TOP_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + TopOfBookEncoder.BLOCK_LENGTH;

    /** The trailing field that differs from run to run. */
    static final int SENT_TIME_LENGTH = OrderEventEncoder.sentTimeEncodingLength();

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final OrderEventEncoder order = new OrderEventEncoder();
    private final TradeEncoder trade = new TradeEncoder();
    private final TopOfBookEncoder top = new TopOfBookEncoder();

    /** Writes {@link #ORDER_LENGTH} bytes at {@code index}. */
    void encodeOrder(final MutableDirectBuffer buffer, final int index, final OrderEventRow row) {
        order.wrapAndApplyHeader(buffer, index, header)
                .sequence(row.sequence)
                .eventTime(row.eventTimeNs)
                .orderId(row.orderId)
                .price(row.price)
                .size(row.size)
                .eventType(row.type)
                .side(row.side)
                .sentTime(row.sentTimeNs);
    }

    /** Writes {@link #TRADE_LENGTH} bytes at {@code index}. */
    void encodeTrade(final MutableDirectBuffer buffer, final int index, final OrderEventRow row) {
        trade.wrapAndApplyHeader(buffer, index, header)
                .sequence(row.sequence)
                .eventTime(row.eventTimeNs)
                .orderId(row.orderId)
                .price(row.price)
                .size(row.size)
                .side(row.side)
                .sentTime(row.sentTimeNs);
    }

    /** Writes {@link #TOP_LENGTH} bytes at {@code index}: the top after the event in {@code row}. */
    void encodeTop(final MutableDirectBuffer buffer, final int index, final OrderEventRow row, final TopOfBook after) {
        top.wrapAndApplyHeader(buffer, index, header)
                .sequence(row.sequence)
                .eventTime(row.eventTimeNs)
                .bidPrice(after.bidPrice)
                .askPrice(after.askPrice)
                .bidSize(after.bidSize)
                .askSize(after.askSize)
                .sentTime(row.sentTimeNs);
    }
}
