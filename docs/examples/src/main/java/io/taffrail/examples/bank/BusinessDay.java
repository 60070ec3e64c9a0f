/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.bank;

import io.taffrail.coordinator.GroupCoordinator;
import io.taffrail.engine.LogEngine;
import io.taffrail.examples.Workers;
import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/** Tellers at work in a thread each, until every request that is there has been decided. */
final class BusinessDay {
    private static final int REQUESTS_PER_TURN = 50;
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final LogEngine engine;
    private final Map<TopicPartition, Long> ends;
    private final LongConsumer onDecided;

    /**
     * A day that begins with {@link #run}.
     *
     * @param onDecided told after each turn how many requests were decided in it; by the tellers' threads.
     */
    BusinessDay(final LogEngine engine, final LongConsumer onDecided) {
        this.engine = engine;
        this.onDecided = onDecided;
        ends = Customers.ends(engine);
    }

    /** Work through all requests; throws what a teller failed with. */
    void run(final int tellers) {
        try (Workers workers = new Workers()) {
            for (int i = 0; i < tellers; i++) {
                final int number = i;
                workers.start("teller-" + i, () -> serve(number, workers));
            }
            workers.await("the requests to be decided", this::undecided);
        }
    }

    private void serve(final int number, final Workers workers) {
        try (Teller teller = new Teller(engine, number)) {
            while (!workers.isStopped()) {
                final int decided = teller.serve(REQUESTS_PER_TURN);
                if (decided > 0) {
                    onDecided.accept(decided);
                } else {
                    LockSupport.parkNanos(PAUSE_NS);
                }
            }
        }
    }

    /** The tellers' lag: offsets that their group has not committed yet. */
    long undecided() {
        final Map<TopicPartition, OffsetAndMetadata> committed =
                GroupCoordinator.of(engine).committed(Teller.GROUP);
        return ends.entrySet().stream()
                .mapToLong(end -> {
                    final OffsetAndMetadata place = committed.get(end.getKey());
                    return Math.max(0, end.getValue() - (place == null ? 0 : place.offset()));
                })
                .sum();
    }
}
