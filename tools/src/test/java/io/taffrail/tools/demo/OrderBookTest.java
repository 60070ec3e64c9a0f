/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.taffrail.codecs.examples.OrderEventType;
import io.taffrail.codecs.examples.Side;
import java.util.Comparator;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class OrderBookTest {
    private static final int NEITHER = 0;

    private final OrderBook book = new OrderBook();
    private final OrderEventRow row = new OrderEventRow();

    @Test
    void shouldBeEmptyAtFirst() {
        assertTop(0, 0, 0, 0);
    }

    @Test
    void shouldShowTheBestPriceOfEachSide() {
        assertEquals(OrderBook.TOP_CHANGED, add(1, 100, 1_000, Side.BUY));
        assertEquals(OrderBook.TOP_CHANGED, add(2, 200, 1_100, Side.BUY));
        assertEquals(NEITHER, add(3, 300, 900, Side.BUY));
        assertEquals(OrderBook.TOP_CHANGED, add(4, 400, 1_300, Side.SELL));
        assertEquals(OrderBook.TOP_CHANGED, add(5, 500, 1_200, Side.SELL));
        assertEquals(NEITHER, add(6, 600, 1_400, Side.SELL));

        assertTop(1_100, 200, 1_200, 500);
        assertEquals(6, book.openOrders());
        assertEquals(6, book.levels());
    }

    @Test
    void shouldSumTheOrdersOfALevel() {
        add(1, 100, 1_000, Side.BUY);

        final int flags = add(2, 50, 1_000, Side.BUY);

        assertEquals(OrderBook.TOP_CHANGED, flags);
        assertTop(1_000, 150, 0, 0);
        assertEquals(1, book.levels());
    }

    @Test
    void shouldFallBackToTheNextLevelWhenTheBestGoes() {
        add(1, 100, 1_000, Side.SELL);
        add(2, 70, 1_100, Side.SELL);

        final int flags = apply(OrderEventType.DELETE, 1, 100);

        assertEquals(OrderBook.TOP_CHANGED, flags);
        assertTop(0, 0, 1_100, 70);
    }

    @Test
    void shouldReduceOnPartialCancel() {
        add(1, 100, 1_000, Side.BUY);

        apply(OrderEventType.PARTIAL_CANCEL, 1, 30);

        assertTop(1_000, 70, 0, 0);
    }

    @Test
    void shouldReportATradeAndReduceOnVisibleExecution() {
        add(1, 100, 1_000, Side.BUY);

        assertEquals(OrderBook.TRADE | OrderBook.TOP_CHANGED, apply(OrderEventType.EXECUTE_VISIBLE, 1, 60));
        assertTop(1_000, 40, 0, 0);
        assertEquals(OrderBook.TRADE | OrderBook.TOP_CHANGED, apply(OrderEventType.EXECUTE_VISIBLE, 1, 40));
        assertTop(0, 0, 0, 0);
        assertEquals(0, book.openOrders());
    }

    @Test
    void shouldReportATradeAndLeaveTheBookOnHiddenExecution() {
        add(1, 100, 1_000, Side.BUY);

        assertEquals(OrderBook.TRADE, apply(OrderEventType.EXECUTE_HIDDEN, 0, 60));

        assertTop(1_000, 100, 0, 0);
    }

    @Test
    void shouldIgnoreHalts() {
        add(1, 100, 1_000, Side.BUY);

        assertEquals(NEITHER, apply(OrderEventType.HALT, 0, 0));

        assertTop(1_000, 100, 0, 0);
    }

    @Test
    void shouldCountAndTolerateOrdersFromBeforeTheInput() {
        assertEquals(NEITHER, apply(OrderEventType.DELETE, 77, 100));
        assertEquals(NEITHER, apply(OrderEventType.PARTIAL_CANCEL, 78, 100));
        assertEquals(OrderBook.TRADE, apply(OrderEventType.EXECUTE_VISIBLE, 79, 100));

        assertEquals(3, book.unknownOrders());
        assertTop(0, 0, 0, 0);
    }

    @Test
    void shouldTakeWhatIsLeftWhenMoreIsAskedFor() {
        add(1, 100, 1_000, Side.SELL);

        apply(OrderEventType.PARTIAL_CANCEL, 1, 250);

        assertTop(0, 0, 0, 0);
        assertEquals(0, book.openOrders());
    }

    @Test
    void shouldReplaceAnOrderThatIsAddedAgain() {
        add(1, 100, 1_000, Side.BUY);

        add(1, 30, 1_200, Side.SELL);

        assertTop(0, 0, 1_200, 30);
        assertEquals(1, book.openOrders());
        assertEquals(1, book.replacedOrders());
    }

    @Test
    void shouldRefuseAnEventWithoutType() {
        assertThrows(IllegalArgumentException.class, () -> apply(OrderEventType.NULL_VAL, 1, 1));
    }

    @Test
    void shouldKeepSortedLevelsLikeATreeMap() {
        final long seed = 20_120_621;
        final Random random = new Random(seed);
        final BookSide bids = BookSide.bids();
        final BookSide asks = BookSide.asks();
        final TreeMap<Long, Long> bidModel = new TreeMap<>(Comparator.reverseOrder());
        final TreeMap<Long, Long> askModel = new TreeMap<>();

        for (int i = 0; i < 100_000; i++) {
            final boolean isBid = random.nextBoolean();
            final BookSide side = isBid ? bids : asks;
            final TreeMap<Long, Long> model = isBid ? bidModel : askModel;
            final long price = 1 + random.nextInt(600);
            final long held = model.getOrDefault(price, 0L);
            if (held > 0 && random.nextInt(100) < 55) {
                final long shares = random.nextBoolean() ? held : 1 + random.nextInt((int) held);
                side.remove(price, shares);
                model.computeIfPresent(price, (k, v) -> v == shares ? null : v - shares);
            } else {
                side.add(price, 10);
                model.merge(price, 10L, Long::sum);
            }

            final int step = i;
            final Supplier<String> message = () -> "seed=" + seed + " step=" + step;
            assertEquals(model.size(), side.levels(), message);
            assertEquals(model.isEmpty() ? 0 : model.firstKey(), side.bestPrice(), message);
            assertEquals(model.isEmpty() ? 0 : model.firstEntry().getValue(), side.bestSize(), message);
        }
    }

    private int add(final long id, final int size, final long price, final Side side) {
        row.price = price;
        row.side = side;
        return apply(OrderEventType.NEW_LIMIT, id, size);
    }

    private int apply(final OrderEventType type, final long id, final int size) {
        row.type = type;
        row.orderId = id;
        row.size = size;
        return book.apply(row);
    }

    private void assertTop(final long bidPrice, final long bidSize, final long askPrice, final long askSize) {
        final TopOfBook top = book.top();
        assertEquals(bidPrice, top.bidPrice, "bid price");
        assertEquals(bidSize, top.bidSize, "bid size");
        assertEquals(askPrice, top.askPrice, "ask price");
        assertEquals(askSize, top.askSize, "ask size");
    }
}
