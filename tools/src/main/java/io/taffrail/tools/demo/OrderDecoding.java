/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

import io.taffrail.codecs.examples.MessageHeaderDecoder;
import io.taffrail.codecs.examples.OrderEventDecoder;
import io.taffrail.codecs.examples.OrderEventType;
import org.agrona.DirectBuffer;

/** Reads an order event out of a record into a row. Holds flyweights: one per thread. */
final class OrderDecoding {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OrderEventDecoder order = new OrderEventDecoder();

    /** @return false, with {@code row} unchanged, when the bytes are not an order event. */
    boolean decode(final DirectBuffer buffer, final int index, final int length, final OrderEventRow row) {
        if (!isMessage(header, buffer, index, length) || header.templateId() != OrderEventDecoder.TEMPLATE_ID) {
            return false;
        }
        order.wrap(buffer, index + MessageHeaderDecoder.ENCODED_LENGTH, header.blockLength(), header.version());
        if (!isKnownType(order.eventTypeRaw()) || Math.abs(order.sideRaw()) != 1) {
            return false;
        }
        row.sequence = order.sequence();
        row.eventTimeNs = order.eventTime();
        row.orderId = order.orderId();
        row.price = order.price();
        row.size = order.size();
        row.type = order.eventType();
        row.side = order.side();
        row.sentTimeNs = order.sentTime();
        return true;
    }

    /** The generated enum throws for an unknown value; a damaged record is a finding here and not an exception. */
    private static boolean isKnownType(final short type) {
        return (type >= OrderEventType.NEW_LIMIT.value() && type <= OrderEventType.EXECUTE_HIDDEN.value())
                || type == OrderEventType.HALT.value();
    }

    /** Wraps {@code header}; true when the bytes are exactly one message of the example schema with no variable part. */
    static boolean isMessage(
            final MessageHeaderDecoder header, final DirectBuffer buffer, final int index, final int length) {
        if (length < MessageHeaderDecoder.ENCODED_LENGTH) {
            return false;
        }
        header.wrap(buffer, index);
        return header.schemaId() == OrderEventDecoder.SCHEMA_ID
                && length == MessageHeaderDecoder.ENCODED_LENGTH + header.blockLength();
    }
}
