/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.trading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taffrail.examples.trading.Output.BookUpdate;
import io.taffrail.examples.trading.Output.Cancelled;
import io.taffrail.examples.trading.Output.Execution;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MatchingTest {
    private static final int FLOWS = Integer.getInteger("taffrail.trading.flows", 300);
    private static final int ORDERS = 400;
    private static final boolean BUY = true;
    private static final boolean SELL = false;

    private final List<Output> said = new ArrayList<>();
    private final Matching matching = new Matching(Output.to(said::add));

    @Test
    void shouldServeTheBetterPriceFirstAndAtTheSamePriceWhoCameFirst() {
        enter(1, SELL, 101, 10);
        enter(2, SELL, 100, 10);
        enter(3, SELL, 100, 10);
        said.clear();

        enter(4, BUY, 101, 25);

        assertEquals(
                List.of(
                        new Execution(0, 2, 4, BUY, 100, 10),
                        new Execution(0, 3, 4, BUY, 100, 10),
                        new Execution(0, 1, 4, BUY, 101, 5),
                        new BookUpdate(0, 0, 0, 101, 5)),
                said);
    }

    @Test
    void shouldServeTheHighestBidFirst() {
        enter(1, BUY, 99, 10);
        enter(2, BUY, 100, 10);
        said.clear();

        enter(3, SELL, 99, 15);

        assertEquals(
                List.of(
                        new Execution(0, 2, 3, SELL, 100, 10),
                        new Execution(0, 1, 3, SELL, 99, 5),
                        new BookUpdate(0, 99, 5, 0, 0)),
                said);
    }

    @Test
    void shouldRestWithWhatIsLeft() {
        enter(1, SELL, 100, 10);
        said.clear();

        enter(2, BUY, 100, 15);

        assertEquals(List.of(new Execution(0, 1, 2, BUY, 100, 10), new BookUpdate(0, 100, 5, 0, 0)), said);
    }

    @Test
    void shouldKeepItsPlaceWhenPartlyExecutedOrCancelled() {
        enter(1, SELL, 100, 10);
        enter(2, SELL, 100, 10);
        enter(3, BUY, 100, 4);
        matching.onCancel(1, 0, 3);
        said.clear();

        enter(4, BUY, 100, 5);

        assertEquals(
                List.of(
                        new Execution(0, 1, 4, BUY, 100, 3),
                        new Execution(0, 2, 4, BUY, 100, 2),
                        new BookUpdate(0, 0, 0, 100, 8)),
                said);
    }

    @Test
    void shouldCancelWhatAnImmediateOrderDoesNotFind() {
        enter(1, SELL, 100, 10);
        said.clear();

        matching.onOrder(2, 0, BUY, true, 100, 15);

        assertEquals(
                List.of(new Execution(0, 1, 2, BUY, 100, 10), new Cancelled(0, 2, 5), new BookUpdate(0, 0, 0, 0, 0)),
                said);
    }

    @Test
    void shouldAnswerEachCancelAlsoWhenThereIsNothingToCancel() {
        enter(1, SELL, 100, 10);
        said.clear();

        matching.onCancel(1, 0, 1_000);
        matching.onCancel(1, 0, 1_000);
        matching.onCancel(7, 3, 1);

        assertEquals(
                List.of(
                        new Cancelled(0, 1, 10),
                        new BookUpdate(0, 0, 0, 0, 0),
                        new Cancelled(0, 1, 0),
                        new Cancelled(3, 7, 0)),
                said);
    }

    @Test
    void shouldKeepInstrumentsApart() {
        enter(1, SELL, 100, 10);
        said.clear();

        matching.onOrder(2, 1, BUY, false, 100, 10);

        assertEquals(List.of(new BookUpdate(1, 100, 10, 0, 0)), said);
    }

    @Test
    void shouldSayWhatThePlainRulesSay() {
        final long first = System.nanoTime();
        for (long seed = first; seed < first + FLOWS; seed++) {
            final List<Output> found = new ArrayList<>();
            final List<Output> expected = new ArrayList<>();

            flow(seed, new Matching(Output.to(found::add)));
            flow(seed, new PlainMatching(expected::add));

            assertEquals(expected, found, "seed=" + seed);
        }
        System.out.println("matching: flows=" + FLOWS + " first seed=" + first);
    }

    /** Few prices, few instruments: orders meet often, and books become empty. */
    private static void flow(final long seed, final OrderHandler handler) {
        final Random random = new Random(seed);
        final int prices = 1 + random.nextInt(8);
        for (int id = 1; id <= ORDERS; id++) {
            final int instrument = random.nextInt(2);
            if (random.nextInt(3) == 0) {
                handler.onCancel(1 + random.nextInt(id), instrument, 1 + random.nextInt(12));
            }
            handler.onOrder(
                    id,
                    instrument,
                    random.nextBoolean(),
                    random.nextInt(5) == 0,
                    100 + random.nextInt(prices),
                    1 + random.nextInt(9));
        }
    }

    private void enter(final long id, final boolean isBuy, final long price, final int quantity) {
        matching.onOrder(id, 0, isBuy, false, price, quantity);
    }
}
