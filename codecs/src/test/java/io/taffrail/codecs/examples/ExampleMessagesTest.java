/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.codecs.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Round trips of the example messages, at an index that is not the start of the buffer, as in a log. */
class ExampleMessagesTest {
    private static final int INDEX = 88;

    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer();
    private final MessageHeaderEncoder headerEncoder = new MessageHeaderEncoder();
    private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();

    @Test
    void shouldDecodeOrderEventAsEncoded() {
        final OrderEventEncoder encoder = new OrderEventEncoder().wrapAndApplyHeader(buffer, INDEX, headerEncoder);
        encoder.sequence(1)
                .eventTime(34_200_000_000_001L)
                .orderId(16_113_575)
                .price(5_853_300)
                .size(18)
                .eventType(OrderEventType.NEW_LIMIT)
                .side(Side.BUY)
                .sentTime(Long.MAX_VALUE);

        final OrderEventDecoder decoder = new OrderEventDecoder().wrapAndApplyHeader(buffer, INDEX, headerDecoder);

        assertHeader(OrderEventEncoder.TEMPLATE_ID, OrderEventEncoder.BLOCK_LENGTH);
        assertEquals(1, decoder.sequence());
        assertEquals(34_200_000_000_001L, decoder.eventTime());
        assertEquals(16_113_575, decoder.orderId());
        assertEquals(5_853_300, decoder.price());
        assertEquals(18, decoder.size());
        assertEquals(OrderEventType.NEW_LIMIT, decoder.eventType());
        assertEquals(Side.BUY, decoder.side());
        assertEquals(Long.MAX_VALUE, decoder.sentTime());
        assertEquals(encoder.encodedLength(), decoder.encodedLength());
    }

    @Test
    void shouldDecodeTradeAsEncoded() {
        final TradeEncoder encoder = new TradeEncoder().wrapAndApplyHeader(buffer, INDEX, headerEncoder);
        encoder.sequence(7)
                .eventTime(34_200_000_000_002L)
                .orderId(16_113_576)
                .price(5_853_400)
                .size(200)
                .side(Side.SELL)
                .sentTime(-5);

        final TradeDecoder decoder = new TradeDecoder().wrapAndApplyHeader(buffer, INDEX, headerDecoder);

        assertHeader(TradeEncoder.TEMPLATE_ID, TradeEncoder.BLOCK_LENGTH);
        assertEquals(7, decoder.sequence());
        assertEquals(34_200_000_000_002L, decoder.eventTime());
        assertEquals(16_113_576, decoder.orderId());
        assertEquals(5_853_400, decoder.price());
        assertEquals(200, decoder.size());
        assertEquals(Side.SELL, decoder.side());
        assertEquals(-5, decoder.sentTime());
        assertEquals(encoder.encodedLength(), decoder.encodedLength());
    }

    @Test
    void shouldDecodeTopOfBookAsEncoded() {
        final TopOfBookEncoder encoder = new TopOfBookEncoder().wrapAndApplyHeader(buffer, INDEX, headerEncoder);
        encoder.sequence(8)
                .eventTime(34_200_000_000_003L)
                .bidPrice(5_853_300)
                .askPrice(5_859_400)
                .bidSize(18)
                .askSize(0)
                .sentTime(9);

        final TopOfBookDecoder decoder = new TopOfBookDecoder().wrapAndApplyHeader(buffer, INDEX, headerDecoder);

        assertHeader(TopOfBookEncoder.TEMPLATE_ID, TopOfBookEncoder.BLOCK_LENGTH);
        assertEquals(8, decoder.sequence());
        assertEquals(34_200_000_000_003L, decoder.eventTime());
        assertEquals(5_853_300, decoder.bidPrice());
        assertEquals(5_859_400, decoder.askPrice());
        assertEquals(18, decoder.bidSize());
        assertEquals(0, decoder.askSize());
        assertEquals(9, decoder.sentTime());
        assertEquals(encoder.encodedLength(), decoder.encodedLength());
    }

    @ParameterizedTest
    @EnumSource(OrderEventType.class)
    void shouldDecodeEveryEventTypeAsEncoded(final OrderEventType eventType) {
        new OrderEventEncoder().wrap(buffer, INDEX).eventType(eventType);

        final OrderEventDecoder decoder = new OrderEventDecoder()
                .wrap(buffer, INDEX, OrderEventDecoder.BLOCK_LENGTH, OrderEventDecoder.SCHEMA_VERSION);

        assertEquals(eventType, decoder.eventType());
    }

    private void assertHeader(final int templateId, final int blockLength) {
        assertEquals(templateId, headerDecoder.templateId());
        assertEquals(blockLength, headerDecoder.blockLength());
        assertEquals(703, headerDecoder.schemaId());
        assertEquals(1, headerDecoder.version());
    }
}
