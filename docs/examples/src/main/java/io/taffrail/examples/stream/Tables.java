/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.stream;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.engine.SubscriptionConfig;
import io.taffrail.settings.Isolation;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/** Compacted topics as the tables that they are: the last value of each key. */
final class Tables {
    private static final int POLL_LIMIT = 1_000;
    private static final SubscriptionConfig COMMITTED =
            SubscriptionConfig.defaults().withIsolation(Isolation.READ_COMMITTED);

    private Tables() {}

    /** The table of a partition, as of its end: a transaction that is open there is waited for. */
    static <V> Map<String, V> read(
            final LogEngine engine, final String topic, final int partition, final Function<String, V> parser) {
        final Map<String, V> table = new TreeMap<>();
        final IdleStrategy idle = new BackoffIdleStrategy();
        try (Subscription log = engine.subscribe(topic, StartAt.earliest(), COMMITTED.withPartitions(partition))) {
            while (log.position(partition) < engine.offsets(topic, partition).endOffset()) {
                idle.idle(log.poll(
                        record -> table.put(record.keyAsString(), parser.apply(record.valueAsString())), POLL_LIMIT));
            }
        }
        return table;
    }
}
