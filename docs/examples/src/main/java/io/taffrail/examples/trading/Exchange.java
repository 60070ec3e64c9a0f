/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.trading;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.log.RecordHandler;
import io.taffrail.settings.SettingKeys;
import java.util.Map;

/**
 * The topics of the exchange. Each has one partition: all instruments are matched in one order. More than one matching engine
 * can take is divided by instrument into more partitions, with a matching engine each.
 */
final class Exchange {
    /** What traders want, as the gateway accepted it. */
    static final String ORDERS = "trading.orders";

    /** What the matching engine made of it. */
    static final String EXECUTIONS = "trading.executions";

    /** Each instrument as it is, by its number; compacted. */
    static final String MARKET_DATA = "trading.market-data";

    private Exchange() {}

    /** Create the topics that are not there. */
    static void open(final LogEngine engine) {
        // The books are rebuilt from all orders: delete none.
        create(engine, ORDERS, Map.of(SettingKeys.RETENTION_MS, "-1"));
        create(engine, EXECUTIONS, Map.of(SettingKeys.RETENTION_MS, "-1"));
        create(engine, MARKET_DATA, Map.of(SettingKeys.CLEANUP_POLICY, "compact"));
    }

    private static void create(final LogEngine engine, final String topic, final Map<String, String> settings) {
        if (!engine.hasTopic(topic)) {
            engine.topics().create(topic, 1, settings);
        }
    }

    /** See all records of a topic that are there. */
    static void replay(final LogEngine engine, final String topic, final RecordHandler handler) {
        try (Subscription subscription = engine.subscribe(topic, StartAt.earliest())) {
            while (subscription.poll(handler, 1_000) > 0) {
                // there was more
            }
        }
    }
}
