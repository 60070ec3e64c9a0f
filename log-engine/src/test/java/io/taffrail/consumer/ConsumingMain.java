/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.consumer;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.model.TopicPartition;
import java.nio.file.Path;
import java.util.Set;

/** A process that lives to be killed: it publishes, consumes and commits, and prints each offset whose commit was answered. */
final class ConsumingMain {
    static final TopicPartition PARTITION = new TopicPartition("orders", 0);
    static final String GROUP = "g";
    static final String COMMITTED = "committed ";

    private ConsumingMain() {}

    public static void main(final String[] args) {
        try (LogEngine engine = LogEngine.open(Path.of(args[0]))) {
            if (!engine.topics().exists(PARTITION.topic())) {
                engine.topics().create(PARTITION.topic(), 1);
            }
            try (Publisher publisher = engine.publisher(PARTITION.topic());
                    Consumer consumer = Consumer.open(engine, config())) {
                consumer.subscribe(Set.of(PARTITION.topic()));
                while (true) { // until it is killed
                    publisher.publish("key", "value");
                    if (consumer.poll(record -> {}, 10) > 0) {
                        consumer.commit();
                        System.out.println(COMMITTED + consumer.position(PARTITION));
                    }
                }
            }
        }
    }

    static ConsumerConfig config() {
        return ConsumerConfig.group(GROUP)
                .offsetReset(OffsetReset.earliest())
                .autoCommit(false)
                .build();
    }
}
