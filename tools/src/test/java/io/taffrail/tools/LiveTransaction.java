/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.engine.LogEngine;
import io.taffrail.log.ProducerAppender;
import io.taffrail.log.PublishResult;
import io.taffrail.log.RecordDraft;
import io.taffrail.producer.ProducerConfig;
import io.taffrail.producer.ProducerKeys;
import io.taffrail.producer.TransactionalProducer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** An engine with an open transaction, which other commands look at meanwhile, or find after the engine died. */
public final class LiveTransaction implements AutoCloseable {
    private final LogEngine engine;
    private final TransactionalProducer producer;

    private LiveTransaction(final LogEngine engine, final TransactionalProducer producer) {
        this.engine = engine;
        this.producer = producer;
        producer.begin();
    }

    public static LiveTransaction begin(final Path directory, final String transactionalId) {
        return begin(directory, transactionalId, 60_000);
    }

    public static LiveTransaction begin(final Path directory, final String transactionalId, final int timeoutMs) {
        final LogEngine engine = LogEngine.open(directory);
        final ProducerConfig config = ProducerConfig.of(transactionalId)
                .with(ProducerKeys.TRANSACTION_TIMEOUT_MS, Integer.toString(timeoutMs));
        return new LiveTransaction(engine, TransactionalProducer.open(engine, config));
    }

    /** Have a record in the log that says to be part of a transaction, of which no coordinator knows. */
    public static void leaveHanging(
            final Path directory, final String topic, final int partition, final long producerId, final String value) {
        try (LogEngine engine = LogEngine.open(directory);
                ProducerAppender appender = ProducerAppender.transactional(
                        engine.partition(topic, partition).log(), producerId, (short) 0)) {
            requireOffset(appender.append(0, record(partition, value)));
        }
    }

    public LiveTransaction publish(final String topic, final int partition, final String value) {
        requireOffset(producer.publisher(topic).publish(record(partition, value)));
        return this;
    }

    public LogEngine engine() {
        return engine;
    }

    public TransactionalProducer producer() {
        return producer;
    }

    public LiveTransaction commit() {
        producer.commit();
        return this;
    }

    /** Close the engine under the producer, as a process does that ends in the midst of it. */
    public void die() {
        engine.close();
    }

    @Override
    public void close() {
        producer.close();
        engine.close();
    }

    private static RecordDraft record(final int partition, final String value) {
        return new RecordDraft().partition(partition).value(value.getBytes(StandardCharsets.UTF_8));
    }

    private static void requireOffset(final long result) {
        assertTrue(result >= 0, () -> PublishResult.describe(result));
    }
}
