/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.trading;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.codecs.trading.MessageHeaderDecoder;
import io.taffrail.codecs.trading.NewOrderEncoder;
import io.taffrail.engine.LogEngine;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class MatchingEngineTest {
    private static final int RESTARTS = 20;
    private static final long ORDERS = 300;

    private final long seed = System.nanoTime();

    @TempDir
    private Path directory;

    @Test
    void shouldGoOnBehindTheLastMessageWhereverItWasStopped() {
        final Random random = new Random(seed);
        final Day whole = Day.traded(directory.resolve("whole"), seed, ORDERS);
        assertTrue(whole.executions.size() > ORDERS / 2, () -> "messages=" + whole.executions.size() + " seed=" + seed);
        for (int restart = 0; restart < RESTARTS; restart++) {
            final Day stopped = new Day();
            stopped.orders.addAll(whole.orders);
            final int published = random.nextInt(whole.executions.size() + 1);
            stopped.executions.addAll(whole.executions.subList(0, published));

            try (LogEngine engine = stopped.openAt(directory.resolve("stopped-" + restart))) {
                new MatchingEngine(engine).close();

                requireSame(whole, Day.of(engine), "published=" + published + " seed=" + seed);
            }
        }
    }

    @Test
    void shouldPublishNothingAgainHoweverOftenItComesBack() {
        final Day whole = Day.traded(directory, seed, ORDERS);
        try (LogEngine engine = LogEngine.open(directory)) {
            for (int i = 0; i < 3; i++) {
                try (MatchingEngine matching = new MatchingEngine(engine)) {
                    assertEquals(whole.orders.size(), matching.matched(), "seed=" + seed);
                    assertEquals(whole.executions.size(), matching.published(), "seed=" + seed);
                }
            }

            requireSame(whole, Day.of(engine), "seed=" + seed);
        }
    }

    @Test
    void shouldRefuseToGoOnWhenTheOrdersAreNotThoseThatItMatched() {
        final Day day = Day.traded(directory.resolve("whole"), seed, ORDERS);
        final UnsafeBuffer first = new UnsafeBuffer(day.orders.get(0).value());
        final int quantity = MessageHeaderDecoder.ENCODED_LENGTH + NewOrderEncoder.quantityEncodingOffset();
        first.putInt(quantity, first.getInt(quantity) + 1);

        requireRefusal(day, "sequence=0: the orders were changed");
    }

    @Test
    void shouldRefuseToGoOnWhenOrdersWereLostThatItHadMatched() {
        final Day day = Day.traded(directory.resolve("whole"), seed, ORDERS);
        day.orders.subList(day.orders.size() / 2, day.orders.size()).clear();

        requireRefusal(day, ": orders were lost");
    }

    private void requireRefusal(final Day day, final String message) {
        try (LogEngine engine = day.openAt(directory.resolve("changed"))) {
            final IllegalStateException ex =
                    assertThrows(IllegalStateException.class, () -> new MatchingEngine(engine));
            assertTrue(ex.getMessage().contains(message), ex::getMessage);
        }
    }

    private static void requireSame(final Day expected, final Day found, final String message) {
        final Consumer<Integer> same = i -> assertArrayEquals(
                expected.executions.get(i).value(), found.executions.get(i).value(), "message=" + i + " " + message);
        assertEquals(expected.executions.size(), found.executions.size(), message);
        for (int i = 0; i < expected.executions.size(); i++) {
            same.accept(i);
        }
    }
}
