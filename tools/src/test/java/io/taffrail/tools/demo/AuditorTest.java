/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditorTest {
    private static final int EVENTS = 2_000;
    private static final long SENT_TIME_NS = 1_234_567;

    private final OrderInput input = OrderInput.generated(11, EVENTS);
    private final Totals expected = DirectComputation.of(input).totals();
    private final List<byte[]> orders = new ArrayList<>();
    private final List<byte[]> market = new ArrayList<>();

    @BeforeEach
    void publish() {
        final DemoMessages messages = new DemoMessages();
        final OrderBook book = new OrderBook();
        final OrderEventRow row = new OrderEventRow();
        final OrderSource source = input.open();
        while (source.next(row)) {
            row.sentTimeNs = SENT_TIME_NS + row.sequence;
            messages.encodeOrder(append(orders, DemoMessages.ORDER_LENGTH), 0, row);
            final int flags = book.apply(row);
            if ((flags & OrderBook.TRADE) != 0) {
                messages.encodeTrade(append(market, DemoMessages.TRADE_LENGTH), 0, row);
            }
            if ((flags & OrderBook.TOP_CHANGED) != 0) {
                messages.encodeTop(append(market, DemoMessages.TOP_LENGTH), 0, row, book.top());
            }
        }
    }

    @Test
    void shouldPassWhenEveryRecordArrivesOnceAndInOrder() {
        assertEquals("", failures());
    }

    @Test
    void shouldHandBackTheTimeOfSending() {
        final Auditor auditor = new Auditor(expected);

        assertEquals(SENT_TIME_NS + 1, onOrder(auditor, 0, orders.get(0)));
        assertTrue(onMarket(auditor, 0, market.get(0)) > SENT_TIME_NS);
    }

    @Test
    void shouldCatchALostOrderWhereverItIs() {
        for (final int at : new int[] {0, EVENTS / 2, EVENTS - 1}) {
            final byte[] lost = orders.remove(at);

            assertTrue(failures().contains("demo.orders: every record once, in order"), failures());
            orders.add(at, lost);
        }
        assertEquals("", failures());
    }

    @Test
    void shouldCatchALostMarketRecordWhereverItIs() {
        final int records = market.size();
        for (final int at : new int[] {0, records / 2, records - 1}) {
            final byte[] lost = market.remove(at);

            assertTrue(failures().contains("records found=" + (records - 1) + " expected=" + records), failures());
            market.add(at, lost);
        }
    }

    @Test
    void shouldCatchADuplicate() {
        orders.add(100, orders.get(99));
        market.add(50, market.get(49));

        final String failures = failures();

        assertTrue(failures.contains("at offset=100 sequence found=100 expected=101"), failures);
        assertTrue(failures.contains("demo.market: every record once, in order: at offset=50"), failures);
    }

    @Test
    void shouldCatchAnExtraRecordAtTheEnd() {
        orders.add(orders.get(EVENTS - 1));

        assertTrue(failures().contains("demo.orders: every record once, in order"), failures());
    }

    @Test
    void shouldCatchRecordsThatChangedPlaces() {
        Collections.swap(orders, 200, 201);
        Collections.swap(market, 100, 101);

        final String failures = failures();

        assertTrue(failures.contains("demo.orders: every record once, in order: at offset=200"), failures);
        assertTrue(failures.contains("demo.market: every record once, in order: at offset=101"), failures);
    }

    @Test
    void shouldCatchAnyChangedByteButTheTimeOfSending() {
        assertChangeIsCaught(orders, orders.get(123));
        assertChangeIsCaught(market, market.get(45));
    }

    private void assertChangeIsCaught(final List<byte[]> topic, final byte[] message) {
        for (int i = 0; i < message.length; i++) {
            message[i] ^= 0x10;
            final boolean isSentTime = i >= message.length - DemoMessages.SENT_TIME_LENGTH;
            assertEquals(isSentTime, failures().isEmpty(), "records=" + topic.size() + " byte=" + i);
            message[i] ^= 0x10;
        }
    }

    @Test
    void shouldCatchAShortenedAndAnEmptyRecord() {
        final byte[] whole = orders.get(5);
        orders.set(5, new byte[0]);
        market.set(5, new byte[3]);

        final String failures = failures();

        assertTrue(failures.contains("demo.orders: content as computed: at offset=5 not a message"), failures);
        assertTrue(failures.contains("demo.market: content as computed: at offset=5 not a message"), failures);
        assertTrue(whole.length > 0);
    }

    @Test
    void shouldCatchAHoleInTheOffsets() {
        final Auditor auditor = new Auditor(expected);
        for (int i = 0; i < orders.size(); i++) {
            onOrder(auditor, i < 300 ? i : i + 1, orders.get(i));
        }
        for (int i = 0; i < market.size(); i++) {
            onMarket(auditor, i + 1, market.get(i));
        }

        final String failures = describeFailures(auditor);

        assertTrue(failures.contains("at record=301 offset found=301 expected=300"), failures);
        assertTrue(failures.contains("at record=1 offset found=1 expected=0"), failures);
    }

    @Test
    void shouldCatchWhenNothingArrives() {
        orders.clear();
        market.clear();

        final String failures = failures();

        assertTrue(failures.contains("records found=0 expected=" + EVENTS), failures);
        assertTrue(failures.contains("totals equal those of the direct computation"), failures);
        assertFalse(failures.contains("offsets rise"), failures);
    }

    private String failures() {
        final Auditor auditor = new Auditor(expected);
        for (int i = 0; i < orders.size(); i++) {
            onOrder(auditor, i, orders.get(i));
        }
        for (int i = 0; i < market.size(); i++) {
            onMarket(auditor, i, market.get(i));
        }
        return describeFailures(auditor);
    }

    private static String describeFailures(final Auditor auditor) {
        return auditor.finish().stream()
                .filter(check -> !check.isPassed())
                .map(Check::describe)
                .collect(Collectors.joining("\n"));
    }

    private static long onOrder(final Auditor auditor, final long offset, final byte[] message) {
        return auditor.onOrder(offset, new UnsafeBuffer(message), 0, message.length);
    }

    private static long onMarket(final Auditor auditor, final long offset, final byte[] message) {
        return auditor.onMarket(offset, new UnsafeBuffer(message), 0, message.length);
    }

    private static UnsafeBuffer append(final List<byte[]> topic, final int length) {
        final byte[] message = new byte[length];
        topic.add(message);
        return new UnsafeBuffer(message);
    }
}
