/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.stream;

import io.taffrail.consumer.Consumer;
import io.taffrail.consumer.ConsumerConfig;
import io.taffrail.consumer.OffsetReset;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.examples.Workers;
import io.taffrail.log.Record;
import io.taffrail.log.RecordDraft;
import io.taffrail.model.ErrorCodeException;
import io.taffrail.producer.ProducerConfig;
import io.taffrail.producer.TransactionalProducer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * First stage: takes raw lines, keeps the executions, and joins each with what is known of its instrument. What cannot be
 * understood or joined goes to a topic of its own with the reason, so that it stops nobody and is not lost.
 */
final class Enricher implements Runnable {
    private static final int MAX_POLL = 200;

    private final LogEngine engine;
    private final Workers workers;
    private final Stage stage;
    private final String name;
    private final RecordDraft draft = new RecordDraft();
    private Map<String, Instrument> instruments;
    private Publisher enriched;
    private Publisher rejected;

    /**
     * A worker of the stage.
     *
     * @param number its own.
     */
    Enricher(final LogEngine engine, final Workers workers, final Stage stage, final int number) {
        this.engine = engine;
        this.workers = workers;
        this.stage = stage;
        name = stage.worker(number);
    }

    @Override
    public void run() {
        final ConsumerConfig config = ConsumerConfig.group(stage.group())
                .clientId(name)
                .autoCommit(false)
                .offsetReset(OffsetReset.earliest())
                .build();
        instruments = Tables.read(engine, Topics.INSTRUMENTS, 0, Instrument::parse);
        final IdleStrategy idle = new BackoffIdleStrategy();
        try (TransactionalProducer producer =
                        TransactionalProducer.open(engine, ProducerConfig.of("stream-pipeline." + name));
                Consumer consumer = Consumer.open(engine, config)) {
            enriched = producer.publisher(Topics.ENRICHED);
            rejected = producer.publisher(Topics.REJECTED);
            consumer.subscribe(Set.of(Topics.RAW));
            while (!workers.isStopped()) {
                idle.idle(process(producer, consumer));
            }
        } catch (final Stage.PlannedFailure failure) {
            stage.onFailed(name);
        }
    }

    private int process(final TransactionalProducer producer, final Consumer consumer) {
        try {
            final int done = producer.process(consumer, this::onLine, MAX_POLL);
            stage.onCommitted(done);
            return done;
        } catch (final ErrorCodeException ex) {
            Stage.requireNotFenced(ex);
            return 0;
        }
    }

    private void onLine(final Record record) {
        try {
            publish(record, OrderLine.parse(record.valueAsString()));
        } catch (final UnusableException ex) {
            rejected.publish(draft.clear()
                    .key(record.key())
                    .value(record.value())
                    .timestamp(record.timestamp())
                    .header("reason", ex.getMessage().getBytes(StandardCharsets.UTF_8)));
        }
        stage.onRecord();
    }

    private void publish(final Record record, final OrderLine line) {
        if (line.isExecution()) {
            final Trade trade = Trade.of(line, instrument(record.keyAsString()));
            enriched.publish(draft.clear()
                    .key(record.key())
                    .value(trade.value().getBytes(StandardCharsets.UTF_8))
                    .timestamp(record.timestamp()));
        }
    }

    private Instrument instrument(final String symbol) {
        final Instrument instrument = instruments.get(symbol);
        if (instrument == null) {
            throw new UnusableException("symbol=" + symbol + " is not among the instruments");
        }
        return instrument;
    }
}
