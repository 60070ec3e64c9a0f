/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.examples.DirectoryOption;
import io.taffrail.examples.Workers;
import io.taffrail.log.RecordDraft;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AggregatorTest {
    private static final int WINDOW_MINUTES = 1_440;
    private static final int MAX_ROUNDS = 10_000;

    @TempDir
    private Path directory;

    private final Stage stage = new Stage("aggregator", 0);
    private int rounds;

    /** Nothing is under way when partitions go and come back, so no transaction fails that would make it read back. */
    @Test
    void shouldReadBackAPartitionThatWasAnothersMeanwhile() {
        try (LogEngine engine = DirectoryOption.open(directory)) {
            Topics.replace(engine);
            try (Workers first = new Workers();
                    Publisher trades = engine.publisher(Topics.ENRICHED)) {
                start(engine, first, 1);
                publishRound(first, trades);
                try (Workers second = new Workers()) {
                    start(engine, second, 2);
                    while (stage.events().stream().noneMatch(event -> event.startsWith("aggregator-2"))) {
                        publishRound(first, trades);
                    }
                }
                publishRound(first, trades);
            }

            for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
                final Bar bar = new Bar(rounds, rounds, 100L * rounds, 100, 100);
                assertEquals(
                        Map.of("S" + partition + " 00:00", bar),
                        Tables.read(engine, Topics.BARS, partition, Bar::parse));
            }
        }
    }

    private void start(final LogEngine engine, final Workers workers, final int number) {
        workers.start(stage.worker(number), new Aggregator(engine, workers, stage, number, WINDOW_MINUTES));
    }

    /** A trade for each partition; waits until they are aggregated, by whomever. */
    private void publishRound(final Workers workers, final Publisher trades) {
        rounds++;
        assertTrue(rounds < MAX_ROUNDS, "the second one never gets a partition");
        final byte[] trade = new Trade(100, 1, 100, "a stock").value().getBytes(StandardCharsets.UTF_8);
        for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
            final byte[] symbol = ("S" + partition).getBytes(StandardCharsets.UTF_8);
            trades.publish(new RecordDraft()
                    .partition(partition)
                    .key(symbol)
                    .value(trade)
                    .timestamp(0));
        }
        workers.await("the trades", () -> (long) rounds * Topics.PARTITIONS - stage.committed());
    }
}
