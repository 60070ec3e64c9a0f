/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.delivery;

import io.taffrail.consumer.Consumer;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.producer.ProducerConfig;
import io.taffrail.producer.TransactionalProducer;
import java.util.Set;

/**
 * Commits with the work: results and offsets are one transaction. What a crash leaves undone is aborted by the producer that
 * is opened next under the same transactional id, and who reads committed results never sees it.
 */
final class ExactlyOnce implements Worker {
    private final Work work;
    private final TransactionalProducer producer;
    private final Publisher results;
    private final Consumer consumer;

    ExactlyOnce(final LogEngine engine, final Work work) {
        this.work = work;
        producer = TransactionalProducer.open(engine, ProducerConfig.of("delivery"));
        results = producer.publisher(Guarantee.EXACTLY_ONCE.results());
        consumer = Consumer.open(engine, Guarantee.EXACTLY_ONCE.consumerConfig());
        consumer.subscribe(Set.of(REQUESTS.topic()));
    }

    @Override
    public void turn() {
        producer.process(consumer, record -> work.perform(record.valueAsString(), results), BATCH);
    }

    @Override
    public boolean isDone() {
        return consumer.assignment().contains(REQUESTS) && consumer.lag(REQUESTS) == 0;
    }

    @Override
    public void close() {
        consumer.close();
        producer.close();
    }
}
