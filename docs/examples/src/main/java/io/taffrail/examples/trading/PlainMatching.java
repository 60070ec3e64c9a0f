/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.trading;

import io.taffrail.examples.trading.Output.BookUpdate;
import io.taffrail.examples.trading.Output.Cancelled;
import io.taffrail.examples.trading.Output.Execution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The rules of matching once more, as plainly as they can be written down, for the audit: a side of a book is a list in the order
 * in which its orders are served. It shares no code with {@link Matching}, and is allowed to be slow.
 */
final class PlainMatching implements OrderHandler {
    private final Map<Integer, Book> books = new HashMap<>();
    private final Consumer<Output> said;

    PlainMatching(final Consumer<Output> said) {
        this.said = said;
    }

    @Override
    public void onOrder(
            final long id,
            final int instrument,
            final boolean isBuy,
            final boolean isImmediate,
            final long price,
            final int quantity) {
        final Book book = books.computeIfAbsent(instrument, Book::new);
        final List<Order> others = isBuy ? book.asks : book.bids;
        int left = quantity;
        while (left > 0 && !others.isEmpty() && (isBuy ? others.get(0).price <= price : others.get(0).price >= price)) {
            final Order best = others.get(0);
            final int executed = Math.min(left, best.quantity);
            left -= executed;
            best.quantity -= executed;
            said.accept(new Execution(instrument, best.id, id, isBuy, best.price, executed));
            if (best.quantity == 0) {
                others.remove(0);
            }
        }
        if (left > 0 && isImmediate) {
            said.accept(new Cancelled(instrument, id, left));
        } else if (left > 0) {
            rest(isBuy ? book.bids : book.asks, new Order(id, price, left), isBuy);
        }
        book.sayTop();
    }

    /** Behind all orders with a better or the same price. */
    private static void rest(final List<Order> side, final Order order, final boolean isBuy) {
        int place = side.size();
        while (place > 0
                && (isBuy ? side.get(place - 1).price < order.price : side.get(place - 1).price > order.price)) {
            place--;
        }
        side.add(place, order);
    }

    @Override
    public void onCancel(final long id, final int instrument, final int quantity) {
        final Book book = books.computeIfAbsent(instrument, Book::new);
        int cancelled = 0;
        for (final List<Order> side : List.of(book.bids, book.asks)) {
            for (final Order order : side) {
                if (order.id == id) {
                    cancelled = Math.min(quantity, order.quantity);
                    order.quantity -= cancelled;
                }
            }
            side.removeIf(order -> order.quantity == 0);
        }
        said.accept(new Cancelled(instrument, id, cancelled));
        book.sayTop();
    }

    /** Sum of all that rests. */
    long restingQuantity() {
        return books.values().stream()
                .flatMap(book -> List.of(book.bids, book.asks).stream())
                .flatMap(List::stream)
                .mapToLong(order -> order.quantity)
                .sum();
    }

    private static final class Order {
        private final long id;
        private final long price;
        private int quantity;

        Order(final long id, final long price, final int quantity) {
            this.id = id;
            this.price = price;
            this.quantity = quantity;
        }
    }

    private final class Book {
        private final int instrument;
        private final List<Order> bids = new ArrayList<>();
        private final List<Order> asks = new ArrayList<>();
        private BookUpdate top;

        Book(final int instrument) {
            this.instrument = instrument;
            top = new BookUpdate(instrument, 0, 0, 0, 0);
        }

        void sayTop() {
            final BookUpdate now = new BookUpdate(instrument, price(bids), quantity(bids), price(asks), quantity(asks));
            if (!now.equals(top)) {
                top = now;
                said.accept(now);
            }
        }

        private static long price(final List<Order> side) {
            return side.isEmpty() ? 0 : side.get(0).price;
        }

        private static long quantity(final List<Order> side) {
            long sum = 0;
            for (final Order order : side) {
                if (order.price != side.get(0).price) {
                    break;
                }
                sum += order.quantity;
            }
            return sum;
        }
    }
}
