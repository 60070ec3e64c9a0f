/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.stream;

import io.taffrail.consumer.Consumer;
import io.taffrail.consumer.ConsumerConfig;
import io.taffrail.consumer.ConsumerListener;
import io.taffrail.consumer.OffsetReset;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.examples.Workers;
import io.taffrail.log.Record;
import io.taffrail.log.RecordDraft;
import io.taffrail.model.ErrorCodeException;
import io.taffrail.model.TopicPartition;
import io.taffrail.producer.ProducerConfig;
import io.taffrail.producer.TransactionalProducer;
import io.taffrail.settings.Isolation;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * Second stage: adds trades up to bars, by instrument and window of event time. The bars are state in memory, and each change
 * of one is published to a compacted topic, in the transaction of the trade that caused it. So that topic is the log of the
 * state: whoever gets a partition of the trades reads the bars back from the same partition of it.
 *
 * <p>What is in memory runs ahead of what is committed. After a transaction that failed it is worth nothing, and is
 * read back too.
 */
final class Aggregator implements Runnable {
    private static final int MAX_POLL = 200;

    private final LogEngine engine;
    private final Workers workers;
    private final Stage stage;
    private final String name;
    private final int windowMinutes;
    private final Map<Integer, Map<String, Bar>> tables = new HashMap<>();
    private final RecordDraft draft = new RecordDraft();
    private Publisher topic;

    /**
     * A worker of the stage.
     *
     * @param number its own.
     */
    Aggregator(
            final LogEngine engine,
            final Workers workers,
            final Stage stage,
            final int number,
            final int windowMinutes) {
        this.engine = engine;
        this.workers = workers;
        this.stage = stage;
        name = stage.worker(number);
        this.windowMinutes = windowMinutes;
    }

    @Override
    public void run() {
        final ConsumerConfig config = ConsumerConfig.group(stage.group())
                .clientId(name)
                .autoCommit(false)
                .offsetReset(OffsetReset.earliest())
                .isolation(Isolation.READ_COMMITTED)
                .build();
        final IdleStrategy idle = new BackoffIdleStrategy();
        try (TransactionalProducer producer =
                        TransactionalProducer.open(engine, ProducerConfig.of("stream-pipeline." + name));
                Consumer consumer = Consumer.open(engine, config)) {
            topic = producer.publisher(Topics.BARS);
            consumer.subscribe(Set.of(Topics.ENRICHED), new Listener());
            while (!workers.isStopped()) {
                idle.idle(process(producer, consumer));
            }
        } catch (final Stage.PlannedFailure failure) {
            stage.onFailed(name);
        }
    }

    private int process(final TransactionalProducer producer, final Consumer consumer) {
        try {
            final int done = producer.process(consumer, this::onTrade, MAX_POLL);
            stage.onCommitted(done);
            return done;
        } catch (final ErrorCodeException ex) {
            Stage.requireNotFenced(ex);
            tables.clear(); // they have what was aborted
            return 0;
        }
    }

    private void onTrade(final Record record) {
        final Map<String, Bar> bars = tables.computeIfAbsent(record.partition(), this::readBack);
        final String key = Bar.key(record.keyAsString(), record.timestamp(), windowMinutes);
        final Bar bar = bars.getOrDefault(key, Bar.EMPTY).with(Trade.parse(record.valueAsString()));
        bars.put(key, bar);
        topic.publish(draft.clear()
                .partition(record.partition())
                .key(key.getBytes(StandardCharsets.UTF_8))
                .value(bar.value().getBytes(StandardCharsets.UTF_8)));
        stage.onRecord();
    }

    /** The bars of a partition that was another's, or ours before a failure. */
    private Map<String, Bar> readBack(final int partition) {
        final Map<String, Bar> bars = Tables.read(engine, Topics.BARS, partition, Bar::parse);
        stage.onReadBack(name, partition, bars.size());
        return bars;
    }

    /** The bars go with the partition: others change them from now on. */
    private final class Listener implements ConsumerListener {
        @Override
        public void onPartitionsRevoked(final Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> tables.remove(partition.partition()));
        }
    }
}
