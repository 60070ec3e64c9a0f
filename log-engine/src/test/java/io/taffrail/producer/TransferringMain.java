/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.producer;

import io.taffrail.consumer.Consumer;
import io.taffrail.consumer.ConsumerConfig;
import io.taffrail.consumer.OffsetReset;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.log.Record;
import io.taffrail.log.RecordDraft;
import io.taffrail.model.TopicPartition;
import io.taffrail.settings.Isolation;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;

/**
 * Moves each record of one topic to two others, in transactions of some records each of which some are given up, until it is
 * killed; says how far it came.
 */
final class TransferringMain {
    static final TopicPartition IN = new TopicPartition("in", 0);
    static final String LEFT = "left";
    static final String RIGHT = "right";
    static final int PARTITIONS = 2;
    static final String MOVED = "moved ";

    private TransferringMain() {}

    public static void main(final String[] args) {
        final Random random = new Random(Long.parseLong(args[1]));
        try (LogEngine engine = LogEngine.open(Path.of(args[0]))) {
            if (!engine.hasTopic(RIGHT)) {
                engine.topics().create(IN.topic(), 1);
                engine.topics().create(LEFT, PARTITIONS);
                engine.topics().create(RIGHT, PARTITIONS);
            }
            try (Publisher publisher = engine.publisher(IN.topic());
                    TransactionalProducer producer = producer(engine);
                    Consumer consumer = consumer(engine)) {
                consumer.assign(Set.of(IN));
                while (true) { // until it is killed
                    publisher.publish("key", "value");
                    transfer(producer, consumer, random);
                    System.out.println(MOVED + consumer.position(IN));
                }
            }
        }
    }

    private static void transfer(final TransactionalProducer producer, final Consumer consumer, final Random random) {
        try {
            producer.process(
                    consumer,
                    record -> {
                        move(producer, record, LEFT);
                        move(producer, record, RIGHT);
                        if (random.nextInt(10) == 0) {
                            throw new IllegalStateException("given up");
                        }
                    },
                    1 + random.nextInt(4));
        } catch (final IllegalStateException ex) {
            if (!"given up".equals(ex.getMessage())) {
                throw ex;
            }
        }
    }

    /** The value is the record's offset. */
    private static void move(final TransactionalProducer producer, final Record record, final String topic) {
        final long offset = record.offset();
        final RecordDraft draft = new RecordDraft()
                .partition((int) (offset % PARTITIONS))
                .value(Long.toString(offset).getBytes());
        if (producer.publisher(topic).publish(draft) < 0) {
            throw new IllegalStateException("given up");
        }
    }

    static TransactionalProducer producer(final LogEngine engine) {
        return TransactionalProducer.open(engine, ProducerConfig.of("mover"));
    }

    static Consumer consumer(final LogEngine engine) {
        return Consumer.open(
                engine,
                ConsumerConfig.group("movers")
                        .offsetReset(OffsetReset.earliest())
                        .isolation(Isolation.READ_COMMITTED)
                        .autoCommit(false)
                        .build());
    }
}
