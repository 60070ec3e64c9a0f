/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.delivery;

import io.taffrail.consumer.Consumer;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import java.util.Set;

/**
 * Commits after the work. A crash in between has the work done again, by whoever goes on: no request is skipped, some are
 * worked on twice.
 */
final class AtLeastOnce implements Worker {
    private final Work work;
    private final Publisher results;
    private final Consumer consumer;

    AtLeastOnce(final LogEngine engine, final Work work) {
        this.work = work;
        results = engine.publisher(Guarantee.AT_LEAST_ONCE.results());
        consumer = Consumer.open(engine, Guarantee.AT_LEAST_ONCE.consumerConfig());
        consumer.subscribe(Set.of(REQUESTS.topic()));
    }

    @Override
    public void turn() {
        if (consumer.poll(record -> work.perform(record.valueAsString(), results), BATCH) > 0) {
            consumer.commit();
        }
    }

    @Override
    public boolean isDone() {
        return consumer.assignment().contains(REQUESTS) && consumer.lag(REQUESTS) == 0;
    }

    @Override
    public void close() {
        consumer.close();
        results.close();
    }
}
