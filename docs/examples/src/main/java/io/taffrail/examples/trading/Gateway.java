/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.trading;

import io.taffrail.codecs.trading.CancelOrderEncoder;
import io.taffrail.codecs.trading.MessageHeaderDecoder;
import io.taffrail.codecs.trading.MessageHeaderEncoder;
import io.taffrail.codecs.trading.NewOrderDecoder;
import io.taffrail.codecs.trading.NewOrderEncoder;
import io.taffrail.codecs.trading.Side;
import io.taffrail.codecs.trading.TimeInForce;
import io.taffrail.engine.LogEngine;
import io.taffrail.log.Record;

/**
 * Where orders come in: refuses what is not an order, gives the others their ids, and publishes them. An order is accepted when
 * it stands in the log.
 *
 * <p>Threading: one thread; there is one gateway, since it numbers the orders.
 */
final class Gateway implements AutoCloseable {
    /** Answer: there is no such instrument. */
    static final long UNKNOWN_INSTRUMENT = -1;

    /** Answer: the price is not from 1 to {@link #MAX_PRICE}. */
    static final long INVALID_PRICE = -2;

    /** Answer: the quantity is not from 1 to {@link #MAX_QUANTITY}. */
    static final long INVALID_QUANTITY = -3;

    static final long MAX_PRICE = 10_000_000_000L;
    static final int MAX_QUANTITY = 1_000_000;
    static final int MAX_INSTRUMENTS = 1_000;

    private final InPlace orders;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final NewOrderEncoder newOrder = new NewOrderEncoder();
    private final CancelOrderEncoder cancelOrder = new CancelOrderEncoder();
    private long lastId;
    private long accepted;
    private long refused;

    /** The ids go on where those in the log end. */
    Gateway(final LogEngine engine) {
        Exchange.replay(engine, Exchange.ORDERS, this::onOrder);
        orders = new InPlace(engine, Exchange.ORDERS);
    }

    private void onOrder(final Record record) {
        final MessageHeaderDecoder recorded = new MessageHeaderDecoder();
        recorded.wrap(record.buffer(), record.valueIndex());
        if (recorded.templateId() == NewOrderDecoder.TEMPLATE_ID) {
            lastId = new NewOrderDecoder()
                    .wrapAndApplyHeader(record.buffer(), record.valueIndex(), recorded)
                    .orderId();
        }
    }

    /**
     * Enter an order.
     *
     * @return its id, 1 or more, or one of the negative answers.
     */
    long enter(final OrderRequest request) {
        final long refusal = refusalOf(request);
        if (refusal < 0) {
            refused++;
            return refusal;
        }
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + NewOrderEncoder.BLOCK_LENGTH;
        newOrder.wrapAndApplyHeader(orders.begin(length), 0, header)
                .orderId(lastId + 1)
                .sentTime(request.sentTimeNs)
                .price(request.price)
                .quantity(request.quantity)
                .instrument(request.instrument)
                .side(request.isBuy ? Side.BUY : Side.SELL)
                .timeInForce(request.isImmediate ? TimeInForce.IMMEDIATE : TimeInForce.DAY);
        orders.end();
        lastId++;
        accepted++;
        return lastId;
    }

    /**
     * Ask to take quantity off an order, as much as is left when the request is matched.
     *
     * @return the order's id, or one of the negative answers.
     */
    long cancel(final long orderId, final OrderRequest request) {
        if (request.instrument < 0 || request.instrument >= MAX_INSTRUMENTS || request.quantity < 1) {
            refused++;
            return request.quantity < 1 ? INVALID_QUANTITY : UNKNOWN_INSTRUMENT;
        }
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + CancelOrderEncoder.BLOCK_LENGTH;
        cancelOrder
                .wrapAndApplyHeader(orders.begin(length), 0, header)
                .orderId(orderId)
                .sentTime(request.sentTimeNs)
                .quantity(request.quantity)
                .instrument(request.instrument);
        orders.end();
        accepted++;
        return orderId;
    }

    private static long refusalOf(final OrderRequest request) {
        if (request.instrument < 0 || request.instrument >= MAX_INSTRUMENTS) {
            return UNKNOWN_INSTRUMENT;
        }
        if (request.price < 1 || request.price > MAX_PRICE) {
            return INVALID_PRICE;
        }
        return request.quantity < 1 || request.quantity > MAX_QUANTITY ? INVALID_QUANTITY : 0;
    }

    /** Id of the newest order, 0 before the first. */
    long lastId() {
        return lastId;
    }

    /** Orders and cancels that were published. */
    long accepted() {
        return accepted;
    }

    /** Orders and cancels that were not. */
    long refused() {
        return refused;
    }

    @Override
    public void close() {
        orders.close();
    }
}
