/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.logs;

import io.taffrail.consumer.Consumer;
import io.taffrail.consumer.ConsumerConfig;
import io.taffrail.consumer.OffsetReset;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.examples.Workers;
import io.taffrail.log.Record;
import io.taffrail.model.TopicPartition;
import io.taffrail.producer.ProducerConfig;
import io.taffrail.producer.TransactionalProducer;
import io.taffrail.settings.Isolation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * Counts the lines of each stream by their level, in a group of its own. The counts go into a compacted topic, in the same
 * transaction as the offsets: whoever goes on reads the counts back and counts no line twice.
 *
 * <p>Threading: {@link #run} is one thread; {@link #isDone} and {@link #lines} are for any.
 */
final class LineCounter implements Runnable {
    private static final int MAX_POLL = 1_000;
    private static final String NONE = "other";

    /** What lines are counted by. */
    static final List<String> LEVELS = List.of("ERROR", "WARN", "INFO", "DEBUG", NONE);

    private final LogEngine engine;
    private final Workers workers;
    private final BooleanSupplier hasInputEnded;
    private final Map<String, Long> counts = new TreeMap<>();
    private final Set<String> changed = new TreeSet<>();
    private final AtomicLong lines = new AtomicLong();
    private volatile boolean isDone;

    /**
     * A counter that ends when it has counted all there is.
     *
     * @param hasInputEnded whether nothing is published any more.
     */
    LineCounter(final LogEngine engine, final Workers workers, final BooleanSupplier hasInputEnded) {
        this.engine = engine;
        this.workers = workers;
        this.hasInputEnded = hasInputEnded;
    }

    @Override
    public void run() {
        final ConsumerConfig config = ConsumerConfig.group("log-aggregation.counter")
                .autoCommit(false)
                .offsetReset(OffsetReset.earliest())
                .isolation(Isolation.READ_COMMITTED)
                .build();
        final IdleStrategy idle = new BackoffIdleStrategy();
        try (TransactionalProducer producer =
                        TransactionalProducer.open(engine, ProducerConfig.of("log-aggregation.counter"));
                Consumer consumer = Consumer.open(engine, config)) {
            counts.putAll(read(engine));
            consumer.subscribe(Set.of(Topics.LINES));
            while (!isDone && !workers.isStopped()) {
                final boolean isLastLook = hasInputEnded.getAsBoolean();
                final int counted = count(consumer, producer);
                lines.addAndGet(counted);
                isDone = isLastLook && counted == 0 && isAtEnd(consumer);
                idle.idle(counted);
            }
        }
    }

    /** The counts that are committed, by stream and level. */
    static Map<String, Long> read(final LogEngine engine) {
        final Map<String, Long> counts = new TreeMap<>();
        Topics.replay(
                engine,
                Topics.COUNTS,
                record -> counts.put(record.keyAsString(), Long.parseLong(record.valueAsString())));
        return counts;
    }

    /** What a line is counted under: its stream, and the first of its words that is a level. */
    static String keyOf(final Record record) {
        for (final String word : record.valueAsString().split(" ", 5)) {
            if (LEVELS.contains(word)) {
                return record.keyAsString() + " " + word;
            }
        }
        return record.keyAsString() + " " + NONE;
    }

    long lines() {
        return lines.get();
    }

    boolean isDone() {
        return isDone;
    }

    /** Consume, count, publish: {@link TransactionalProducer#process} by hand, since many lines make one new count. */
    private int count(final Consumer consumer, final TransactionalProducer producer) {
        producer.begin();
        changed.clear();
        final int polled = consumer.poll(this::onLine, MAX_POLL);
        if (polled > 0) {
            final Publisher topic = producer.publisher(Topics.COUNTS);
            changed.forEach(key -> topic.publish(key, Long.toString(counts.get(key))));
            producer.sendOffsets(consumer.positions(), consumer.groupMetadata());
        }
        producer.commit();
        return polled;
    }

    private void onLine(final Record record) {
        final String key = keyOf(record);
        counts.merge(key, 1L, Long::sum);
        changed.add(key);
    }

    private static boolean isAtEnd(final Consumer consumer) {
        final Set<TopicPartition> all = consumer.assignment();
        return !all.isEmpty() && all.stream().allMatch(partition -> consumer.lag(partition) == 0);
    }
}
