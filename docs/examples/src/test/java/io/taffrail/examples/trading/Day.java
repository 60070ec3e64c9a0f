/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.trading;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.log.Record;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All records of an exchange's topics, to be copied to another directory as they are, or changed. */
final class Day {
    /** Key, which may be null, and value of a record. */
    record Message(byte[] key, byte[] value) {
        static Message of(final Record record) {
            return new Message(record.key(), record.value());
        }
    }

    final List<Message> orders = new ArrayList<>();
    final List<Message> executions = new ArrayList<>();
    final List<Message> marketData = new ArrayList<>();

    /** What an exchange has published. */
    static Day of(final LogEngine engine) {
        final Day day = new Day();
        Exchange.replay(engine, Exchange.ORDERS, record -> day.orders.add(Message.of(record)));
        Exchange.replay(engine, Exchange.EXECUTIONS, record -> day.executions.add(Message.of(record)));
        Exchange.replay(engine, Exchange.MARKET_DATA, record -> day.marketData.add(Message.of(record)));
        return day;
    }

    /** A day of made up orders, all matched and told of. */
    static Day traded(final Path directory, final long seed, final long orders) {
        try (LogEngine engine = LogEngine.open(directory)) {
            Exchange.open(engine);
            new Session(engine, new GeneratedFlow(seed, 3)).run(orders, 0);
            return of(engine);
        }
    }

    /** An exchange that has published this. */
    LogEngine openAt(final Path directory) {
        final LogEngine engine = LogEngine.open(directory);
        Exchange.open(engine);
        publish(engine, Exchange.ORDERS, orders);
        publish(engine, Exchange.EXECUTIONS, executions);
        publish(engine, Exchange.MARKET_DATA, marketData);
        return engine;
    }

    private static void publish(final LogEngine engine, final String topic, final List<Message> messages) {
        try (Publisher publisher = engine.publisher(topic)) {
            for (final Message message : messages) {
                if (publisher.publish(message.key(), message.value()) < 0) {
                    throw new IllegalStateException("not published: topic=" + topic);
                }
            }
        }
    }
}
