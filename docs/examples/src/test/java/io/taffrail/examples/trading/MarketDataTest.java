/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.trading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.engine.LogEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MarketDataTest {
    @TempDir
    private Path directory;

    private LogEngine engine;
    private Outputs outputs;

    @BeforeEach
    void open() {
        engine = LogEngine.open(directory);
        Exchange.open(engine);
        outputs = new Outputs(engine);
        outputs.onBookUpdate(5, 99, 10, 100, 20);
        outputs.onBookUpdate(5, 99, 10, 100, 15);
        outputs.onExecution(5, 1, 2, true, 100, 7);
        outputs.onBookUpdate(6, 1, 1, 0, 0);
        outputs.onExecution(5, 1, 3, true, 100, 8);
        outputs.onBookUpdate(5, 99, 10, 0, 0);
    }

    @AfterEach
    void close() {
        outputs.close();
        engine.close();
    }

    @Test
    void shouldPublishTheNewestStateOnly() {
        try (MarketData marketData = new MarketData(engine)) {
            take(marketData, 6);
            marketData.publish();
            marketData.publish();
        }

        assertEquals(
                List.of(
                        "5: instrument=5 sequence=5 bid=10@99 ask=0@0 last=100 trades=2 volume=15",
                        "6: instrument=6 sequence=3 bid=1@1 ask=0@0 last=0 trades=0 volume=0"),
                published());
    }

    @Test
    void shouldCountNothingTwiceThatItReadsAgain() {
        try (MarketData marketData = new MarketData(engine)) {
            take(marketData, 3);
            marketData.publish();
            take(marketData, 6); // and dies before it has published or committed that
        }
        try (MarketData marketData = new MarketData(engine)) {
            take(marketData, 6);
            marketData.publish();
        }

        final List<String> published = published();
        assertEquals("5: instrument=5 sequence=2 bid=10@99 ask=15@100 last=100 trades=1 volume=7", published.get(0));
        assertTrue(
                published.contains("5: instrument=5 sequence=5 bid=10@99 ask=0@0 last=100 trades=2 volume=15"),
                published::toString);
    }

    @Test
    void shouldReadAgainWhatItCouldNotPublish() {
        try (MarketData marketData = new MarketData(engine)) {
            take(marketData, 6);
            engine.topics().delete(Exchange.MARKET_DATA);
            assertThrows(IllegalStateException.class, marketData::publish);
        }
        Exchange.open(engine);

        try (MarketData marketData = new MarketData(engine)) {
            take(marketData, 6);
            marketData.publish();
            assertEquals(2, marketData.published());
        }
    }

    @Test
    void shouldKnowWhatItHasPublishedWhenItHadNotCommitted() {
        try (MarketData marketData = new MarketData(engine)) {
            take(marketData, 6);
            marketData.publish();
        }
        outputs.close();
        engine.close();
        final Day day = day();
        engine = day.openAt(directory.resolve("uncommitted"));
        outputs = new Outputs(engine);

        try (MarketData marketData = new MarketData(engine)) {
            take(marketData, 6);
            marketData.publish();
            assertEquals(0, marketData.published());
        }
    }

    private Day day() {
        try (LogEngine closed = LogEngine.open(directory)) {
            return Day.of(closed);
        }
    }

    private static void take(final MarketData marketData, final long messages) {
        while (marketData.position() < messages) {
            marketData.poll((int) (messages - Math.max(0, marketData.position())));
        }
    }

    private List<String> published() {
        final List<String> published = new ArrayList<>();
        Exchange.replay(
                engine, Exchange.MARKET_DATA, record -> published.add(record.keyAsString() + ": " + Quote.of(record)));
        return published;
    }
}
