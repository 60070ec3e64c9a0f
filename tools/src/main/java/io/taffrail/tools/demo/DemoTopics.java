/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.TopicDescription;
import io.taffrail.engine.Topics;
import java.util.Map;

/** The demo's topics, one partition each so that there is one order. */
final class DemoTopics {
    static final String ORDERS = "demo.orders";
    static final String MARKET = "demo.market";

    private static final int PARTITIONS = 1;

    private DemoTopics() {}

    /** Makes both topics empty: what an earlier demo left under these names is deleted, other topics are left alone. */
    static void recreate(final LogEngine engine) {
        final Topics topics = engine.topics();
        for (final TopicDescription topic : topics.list()) {
            if (topic.name().equals(ORDERS) || topic.name().equals(MARKET)) {
                topics.delete(topic.name());
            }
        }
        topics.create(ORDERS, PARTITIONS, Map.of());
        topics.create(MARKET, PARTITIONS, Map.of());
    }
}
