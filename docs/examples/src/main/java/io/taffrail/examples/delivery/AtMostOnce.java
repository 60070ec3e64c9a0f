/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.delivery;

import io.taffrail.consumer.Consumer;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Commits before the work. A crash in between skips the requests that were committed and not worked on: nobody is going to
 * see them again. No request is worked on twice.
 */
final class AtMostOnce implements Worker {
    private final List<String> taken = new ArrayList<>();
    private final Work work;
    private final Publisher results;
    private final Consumer consumer;

    AtMostOnce(final LogEngine engine, final Work work) {
        this.work = work;
        results = engine.publisher(Guarantee.AT_MOST_ONCE.results());
        consumer = Consumer.open(engine, Guarantee.AT_MOST_ONCE.consumerConfig());
        consumer.subscribe(Set.of(REQUESTS.topic()));
    }

    @Override
    public void turn() {
        taken.clear();
        if (consumer.poll(record -> taken.add(record.valueAsString()), BATCH) > 0) {
            consumer.commit();
        }
        taken.forEach(request -> work.perform(request, results));
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
