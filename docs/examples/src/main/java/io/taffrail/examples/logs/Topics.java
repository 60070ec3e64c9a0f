/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.logs;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.engine.SubscriptionConfig;
import io.taffrail.log.RecordHandler;
import io.taffrail.settings.Isolation;
import java.util.Map;

/** The topics. They are kept from run to run. */
final class Topics {
    /** Key: the stream. Value: the line. Headers: id of the file, and position in it. */
    static final String LINES = "log-aggregation.lines";

    /** Key: id of a file. Value: position up to which its lines are in {@link #LINES}. */
    static final String POSITIONS = "log-aggregation.positions";

    /** Key: stream and level. Value: how many lines. */
    static final String COUNTS = "log-aggregation.counts";

    static final String FILE = "file";
    static final String POSITION = "position";

    private static final int PARTITIONS = 4;
    private static final int POLL_LIMIT = 1_000;

    private Topics() {}

    static void createMissing(final LogEngine engine) {
        create(engine, LINES, PARTITIONS, Map.of("retention.ms", "-1"));
        create(engine, POSITIONS, 1, Map.of("cleanup.policy", "compact"));
        create(engine, COUNTS, 1, Map.of("cleanup.policy", "compact"));
    }

    /** All that was committed to a topic. Of a compacted one the last value of a key counts. */
    static void replay(final LogEngine engine, final String topic, final RecordHandler handler) {
        final SubscriptionConfig committed = SubscriptionConfig.defaults().withIsolation(Isolation.READ_COMMITTED);
        try (Subscription subscription = engine.subscribe(topic, StartAt.earliest(), committed)) {
            int polled = 1;
            while (polled > 0) {
                polled = subscription.poll(handler, POLL_LIMIT);
            }
        }
    }

    private static void create(
            final LogEngine engine, final String topic, final int partitions, final Map<String, String> settings) {
        if (!engine.topics().exists(topic)) {
            engine.topics().create(topic, partitions, settings);
        }
    }
}
