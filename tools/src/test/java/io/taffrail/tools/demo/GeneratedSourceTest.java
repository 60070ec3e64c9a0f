/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.codecs.examples.OrderEventType;
import io.taffrail.codecs.examples.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedSourceTest {
    private record Resting(int size, long price, Side side) {}

    private final Map<Long, Resting> resting = new HashMap<>();
    private final Map<OrderEventType, Integer> counts = new EnumMap<>(OrderEventType.class);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42, 20_120_621, -7})
    void shouldBeValidAgainstALiveBook(final long seed) {
        final GeneratedSource source = new GeneratedSource(seed, 50_000);
        final OrderEventRow row = new OrderEventRow();
        final OrderBook book = new OrderBook();
        final Supplier<String> message = () -> "seed=" + seed + " event=" + LobsterCsvWriter.line(row);
        long lastTimeNs = 0;
        long events = 0;

        while (source.next(row)) {
            events++;
            assertEquals(events, row.sequence, message);
            assertTrue(row.eventTimeNs > lastTimeNs, message);
            lastTimeNs = row.eventTimeNs;
            counts.merge(row.type, 1, Integer::sum);
            checkAgainstResting(row, book.top(), message);
            book.apply(row);
            final TopOfBook top = book.top();
            assertTrue(top.askPrice == 0 || top.bidPrice < top.askPrice, message);
        }

        assertEquals(50_000, events);
        assertEquals(0, book.unknownOrders() + book.replacedOrders());
        assertTrue(counts.get(OrderEventType.NEW_LIMIT) > 20_000, counts.toString());
        assertTrue(counts.get(OrderEventType.DELETE) > 15_000, counts.toString());
        assertTrue(counts.get(OrderEventType.PARTIAL_CANCEL) > 200, counts.toString());
        assertTrue(counts.get(OrderEventType.EXECUTE_VISIBLE) > 1_000, counts.toString());
        assertTrue(counts.get(OrderEventType.EXECUTE_HIDDEN) > 500, counts.toString());
    }

    private void checkAgainstResting(final OrderEventRow row, final TopOfBook before, final Supplier<String> message) {
        assertTrue(row.size > 0 && row.price > 0, message);
        if (row.type == OrderEventType.EXECUTE_HIDDEN) {
            return;
        }
        if (row.type == OrderEventType.NEW_LIMIT) {
            final Resting old = resting.put(row.orderId, new Resting(row.size, row.price, row.side));
            assertEquals(null, old, message);
            return;
        }
        final Resting order = resting.get(row.orderId);
        assertNotNull(order, message);
        assertEquals(order.price(), row.price, message);
        assertEquals(order.side(), row.side, message);
        if (row.type == OrderEventType.DELETE) {
            assertEquals(order.size(), row.size, message);
        } else if (row.type == OrderEventType.EXECUTE_VISIBLE) {
            assertEquals(row.side == Side.BUY ? before.bidPrice : before.askPrice, row.price, message);
        }
        final int left = order.size() - row.size;
        assertTrue(left >= 0, message);
        if (left == 0) {
            resting.remove(row.orderId);
        } else {
            resting.put(row.orderId, new Resting(left, order.price(), order.side()));
        }
    }

    @Test
    void shouldGiveTheSameEventsForTheSameSeed() {
        final long once = DirectComputation.of(OrderInput.generated(7, 10_000)).totals().ordersHash;
        final long again = DirectComputation.of(OrderInput.generated(7, 10_000)).totals().ordersHash;
        final long other = DirectComputation.of(OrderInput.generated(8, 10_000)).totals().ordersHash;

        assertEquals(once, again);
        assertNotEquals(once, other);
    }

    @Test
    void shouldComeBackTheSameWhenWrittenAndReplayed() {
        final Path file = directory.resolve("sample.csv");

        final long lines = LobsterCsvWriter.write(new GeneratedSource(3, 5_000), file);

        final Totals replayed =
                DirectComputation.of(OrderInput.lobster(file, Long.MAX_VALUE)).totals();
        final Totals generated =
                DirectComputation.of(OrderInput.generated(3, 5_000)).totals();
        assertEquals(5_000, lines);
        assertEquals(generated.ordersHash, replayed.ordersHash);
        assertEquals(generated.marketHash, replayed.marketHash);
    }

    /** {@code taffrail demo --write-sample tools/src/main/samples/orders-sample.csv} makes the file again. */
    @Test
    void shouldStillMakeTheShippedSample() throws IOException {
        final Path file = directory.resolve("sample.csv");

        LobsterCsvWriter.write(new GeneratedSource(GeneratedSource.SAMPLE_SEED, GeneratedSource.SAMPLE_EVENTS), file);

        assertArrayEquals(Files.readAllBytes(Path.of("src/main/samples/orders-sample.csv")), Files.readAllBytes(file));
    }
}
