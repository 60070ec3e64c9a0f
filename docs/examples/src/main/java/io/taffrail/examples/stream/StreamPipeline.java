/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.stream;

import io.taffrail.engine.EngineException;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.engine.SubscriptionConfig;
import io.taffrail.examples.Checks;
import io.taffrail.examples.Workers;
import io.taffrail.log.PublishResult;
import io.taffrail.log.RecordDraft;
import io.taffrail.settings.Isolation;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Raw lines, enriched trades, bars: two stages of two workers each, of which one fails in the middle.
 *
 * <pre>
 *                    instruments
 *                         |
 *   input -&gt; |raw| -&gt; enricher -&gt; |enriched| -&gt; aggregator -&gt; |bars|
 *                         |                        ^             |
 *                     |rejected|                   +-- state ----+
 * </pre>
 */
final class StreamPipeline {
    private static final int POLL_LIMIT = 1_000;
    private static final double PRICE_SCALE = 10_000;
    private static final int WORKERS = 2;

    private final LogEngine engine;
    private final PrintWriter out;
    private final RawInput input;
    private final int windowMinutes;
    private final DirectComputation expected;
    private final Stage enriching;
    private final Stage aggregating;

    /**
     * A pipeline.
     *
     * @param expected what it is to come to.
     */
    StreamPipeline(
            final LogEngine engine,
            final PrintWriter out,
            final RawInput input,
            final int windowMinutes,
            final DirectComputation expected) {
        this.engine = engine;
        this.out = out;
        this.input = input;
        this.windowMinutes = windowMinutes;
        this.expected = expected;
        enriching = new Stage("enricher", input.lines().size() / 3);
        aggregating = new Stage("aggregator", expected.trades() / 2);
    }

    void run(final Checks checks) {
        Topics.replace(engine);
        publishInstruments();
        try (Workers workers = new Workers()) {
            for (int i = 1; i <= WORKERS; i++) {
                workers.start(enriching.worker(i), new Enricher(engine, workers, enriching, i));
                workers.start(aggregating.worker(i), new Aggregator(engine, workers, aggregating, i, windowMinutes));
            }
            publishLines();
            workers.await("all lines to be enriched", () -> input.lines().size() - enriching.committed());
            workers.await("all trades to be aggregated", () -> expected.trades() - aggregating.committed());
        }
        report(checks);
    }

    /** Twice: of a compacted topic the last value of a key counts. */
    private void publishInstruments() {
        try (Publisher publisher = engine.publisher(Topics.INSTRUMENTS)) {
            input.instruments()
                    .keySet()
                    .forEach(symbol -> requirePublished(
                            publisher, publisher.publish(symbol, new Instrument(0, "to be announced").value())));
            input.instruments()
                    .forEach((symbol, instrument) ->
                            requirePublished(publisher, publisher.publish(symbol, instrument.value())));
        }
    }

    private void publishLines() {
        final RecordDraft draft = new RecordDraft();
        try (Publisher publisher = engine.publisher(Topics.RAW)) {
            for (final RawInput.Line line : input.lines()) {
                requirePublished(
                        publisher,
                        publisher.publish(draft.clear()
                                .key(line.symbol().getBytes(StandardCharsets.UTF_8))
                                .value(line.text().getBytes(StandardCharsets.UTF_8))
                                .timestamp(line.timeNs())));
            }
        }
    }

    private void report(final Checks checks) {
        final Map<String, Bar> bars = new TreeMap<>();
        for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
            bars.putAll(Tables.read(engine, Topics.BARS, partition, Bar::parse));
        }
        enriching.events().forEach(out::println);
        aggregating.events().forEach(out::println);
        final long enriched = records(Topics.ENRICHED);
        final long rejected = records(Topics.REJECTED);
        out.printf(
                "%,d lines, %,d trades, %,d rejected, %,d bars%n",
                enriching.committed(), enriched, rejected, bars.size());
        bars.entrySet().stream().limit(3).forEach(bar -> print(bar.getKey(), bar.getValue()));
        checks.requireEqual("each execution was enriched once", enriched, expected.trades());
        checks.requireEqual("each line that cannot be used was rejected once", rejected, expected.rejected());
        checks.require("the bars are those of the direct computation", bars.equals(expected.bars()), difference(bars));
        checks.require(
                "a worker of each stage failed in the middle, and another one took over",
                enriching.hasFailed() && aggregating.hasFailed(),
                "enricher failed=" + enriching.hasFailed() + " aggregator failed=" + aggregating.hasFailed());
    }

    private void print(final String key, final Bar bar) {
        out.printf(
                "  %-12s %,6d trades %,9d shares from %,.2f to %,.2f dollars%n",
                key, bar.trades(), bar.size(), bar.low() / PRICE_SCALE, bar.high() / PRICE_SCALE);
    }

    private String difference(final Map<String, Bar> bars) {
        final Map<String, Bar> all = new TreeMap<>(expected.bars());
        all.putAll(bars);
        return all.keySet().stream()
                .filter(key -> !expected.bars().getOrDefault(key, Bar.EMPTY).equals(bars.get(key)))
                .findFirst()
                .map(key -> key + " found=" + bars.get(key) + " expected="
                        + expected.bars().get(key))
                .orElse("");
    }

    /** Committed records of a topic. */
    private long records(final String topic) {
        final SubscriptionConfig committed = SubscriptionConfig.defaults().withIsolation(Isolation.READ_COMMITTED);
        long records = 0;
        try (Subscription subscription = engine.subscribe(topic, StartAt.earliest(), committed)) {
            int polled = 1;
            while (polled > 0) {
                polled = subscription.poll(record -> {}, POLL_LIMIT);
                records += polled;
            }
        }
        return records;
    }

    private static void requirePublished(final Publisher publisher, final long result) {
        if (result < 0) {
            throw new EngineException(
                    "cannot publish: topic=" + publisher.topic() + ": " + PublishResult.describe(result));
        }
    }
}
