/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.trading;

import io.taffrail.codecs.trading.CancelOrderDecoder;
import io.taffrail.codecs.trading.MessageHeaderDecoder;
import io.taffrail.codecs.trading.NewOrderDecoder;
import io.taffrail.codecs.trading.Side;
import io.taffrail.codecs.trading.TimeInForce;
import io.taffrail.log.Record;

/** Reads records of {@link Exchange#ORDERS} in place. */
final class OrderDecoder {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final NewOrderDecoder newOrder = new NewOrderDecoder();
    private final CancelOrderDecoder cancelOrder = new CancelOrderDecoder();

    /** Hand an order on. */
    void decode(final Record record, final OrderHandler handler) {
        header.wrap(record.buffer(), record.valueIndex());
        switch (header.templateId()) {
            case NewOrderDecoder.TEMPLATE_ID -> {
                newOrder.wrapAndApplyHeader(record.buffer(), record.valueIndex(), header);
                handler.onOrder(
                        newOrder.orderId(),
                        newOrder.instrument(),
                        newOrder.side() == Side.BUY,
                        newOrder.timeInForce() == TimeInForce.IMMEDIATE,
                        newOrder.price(),
                        newOrder.quantity());
            }
            case CancelOrderDecoder.TEMPLATE_ID -> {
                cancelOrder.wrapAndApplyHeader(record.buffer(), record.valueIndex(), header);
                handler.onCancel(cancelOrder.orderId(), cancelOrder.instrument(), cancelOrder.quantity());
            }
            default ->
                throw new IllegalStateException("no order: topic=" + record.topic() + " offset=" + record.offset()
                        + " templateId=" + header.templateId());
        }
    }

    /** Monotonic time at which an order was due to be sent. */
    long sentTime(final Record record) {
        header.wrap(record.buffer(), record.valueIndex());
        return header.templateId() == NewOrderDecoder.TEMPLATE_ID
                ? newOrder.wrapAndApplyHeader(record.buffer(), record.valueIndex(), header)
                        .sentTime()
                : cancelOrder
                        .wrapAndApplyHeader(record.buffer(), record.valueIndex(), header)
                        .sentTime();
    }
}
