/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

import io.taffrail.codecs.examples.OrderEventType;
import io.taffrail.codecs.examples.Side;
import java.util.Random;

/**
 * A made-up order flow: limit orders around a price that walks, their cancels and deletes, and executions of the oldest
 * order at the best price. The mix is that of a busy stock (about half new orders, nearly as many deletes, a few per
 * cent executions). Valid against a live book: every event but a hidden execution refers to a resting order, for no more
 * shares than it has left, and the book never crosses.
 *
 * <p>The same seed gives the same events on every machine: {@link Random}'s algorithm is part of its specification, and
 * only its integer methods are used.
 */
final class GeneratedSource implements OrderSource {
    /** Seed and length of the sample that is shipped. */
    static final long SAMPLE_SEED = 42;

    static final long SAMPLE_EVENTS = 2_000;

    static final long TICK = 100;

    private static final long START_NS = 34_200_000_000_000L; // 09:30
    private static final long END_OF_DAY_NS = 86_400_000_000_000L;
    private static final int MAX_GAP_NS = 200_000;
    private static final long START_MID = 1_000_000;
    private static final long LOW_MID = 500_000;
    private static final long HIGH_MID = 1_500_000;
    private static final int MIN_LIVE = 200;
    private static final int BUSY_LIVE = 1_000;
    private static final int MAX_LIVE = 2_048;

    private final Random random;
    private final long events;
    private final OrderBook book = new OrderBook();
    private final LiveOrders live = new LiveOrders(MAX_LIVE);
    private long produced;
    private long nextOrderId = 1;
    private long timeNs = START_NS;
    private long mid = START_MID;

    GeneratedSource(final long seed, final long events) {
        this.random = new Random(seed);
        this.events = events;
    }

    @Override
    public boolean next(final OrderEventRow row) {
        if (produced == events) {
            return false;
        }
        timeNs = Math.min(timeNs + 1 + random.nextInt(MAX_GAP_NS), END_OF_DAY_NS);
        walk();
        choose(row);
        row.eventTimeNs = timeNs;
        row.sequence = ++produced;
        book.apply(row);
        return true;
    }

    private void walk() {
        if (random.nextInt(120) == 0) {
            mid = Math.max(LOW_MID, Math.min(HIGH_MID, mid + TICK * (random.nextInt(3) - 1)));
        }
    }

    private void choose(final OrderEventRow row) {
        final int draw = random.nextInt(1_000);
        if (live.count() < MIN_LIVE) {
            addOrder(row);
        } else if (live.isFull()) {
            deleteOrder(row);
        } else if (draw < 300 && isThrough(Side.BUY)) {
            execute(row, Side.BUY);
        } else if (draw < 300 && isThrough(Side.SELL)) {
            execute(row, Side.SELL);
        } else if (draw < (live.count() < BUSY_LIVE ? 500 : 470)) {
            addOrder(row);
        } else if (draw < 935) {
            deleteOrder(row);
        } else if (draw < 945) {
            cancelPart(row);
        } else if (draw < 980) {
            execute(row, random.nextBoolean() ? Side.BUY : Side.SELL);
        } else {
            executeHidden(row);
        }
    }

    /** Has the price walked past that side's best order, so that it is due to be executed? */
    private boolean isThrough(final Side side) {
        final TopOfBook top = book.top();
        return side == Side.BUY ? top.bidPrice > mid : top.askPrice != 0 && top.askPrice < mid;
    }

    private void addOrder(final OrderEventRow row) {
        final TopOfBook top = book.top();
        final long away = TICK * (random.nextInt(12) * random.nextInt(12) / 4);
        row.type = OrderEventType.NEW_LIMIT;
        row.orderId = nextOrderId++;
        row.size = random.nextInt(10) < 7 ? 100 * (1 + random.nextInt(5)) : 1 + random.nextInt(99);
        if (random.nextBoolean()) {
            row.side = Side.BUY;
            row.price = top.askPrice == 0 ? mid - away : Math.min(mid - away, top.askPrice - TICK);
        } else {
            row.side = Side.SELL;
            row.price = Math.max(mid + TICK + away, top.bidPrice + TICK);
        }
        live.add(row);
    }

    private void deleteOrder(final OrderEventRow row) {
        final int slot = random.nextInt(live.count());
        take(row, OrderEventType.DELETE, slot, live.size(slot));
    }

    private void cancelPart(final OrderEventRow row) {
        final int slot = random.nextInt(live.count());
        final int size = live.size(slot);
        if (size == 1) {
            take(row, OrderEventType.DELETE, slot, 1);
        } else {
            take(row, OrderEventType.PARTIAL_CANCEL, slot, 1 + random.nextInt(size - 1));
        }
    }

    private void execute(final OrderEventRow row, final Side side) {
        final TopOfBook top = book.top();
        final int slot = live.oldestAt(side, side == Side.BUY ? top.bidPrice : top.askPrice);
        if (slot < 0) {
            addOrder(row);
            return;
        }
        final int size = live.size(slot);
        take(row, OrderEventType.EXECUTE_VISIBLE, slot, random.nextInt(10) < 6 ? size : 1 + random.nextInt(size));
    }

    private void take(final OrderEventRow row, final OrderEventType type, final int slot, final int shares) {
        row.type = type;
        row.size = shares;
        live.copyTo(slot, row);
        live.reduce(slot, shares);
    }

    private void executeHidden(final OrderEventRow row) {
        final TopOfBook top = book.top();
        row.type = OrderEventType.EXECUTE_HIDDEN;
        row.orderId = 0;
        row.size = 100 * (1 + random.nextInt(3));
        row.side = random.nextBoolean() ? Side.BUY : Side.SELL;
        row.price = top.bidPrice == 0 ? mid : top.bidPrice + TICK / 2;
    }

    @Override
    public void close() {}
}
