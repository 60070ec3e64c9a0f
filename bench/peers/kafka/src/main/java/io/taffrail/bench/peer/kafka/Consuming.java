/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.peer.kafka;

import io.taffrail.bench.targets.Receiver;
import io.taffrail.bench.targets.ValueHandler;
import java.time.Duration;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** The partition from its end, without a consumer group. */
final class Consuming implements Receiver {
    private static final TopicPartition PARTITION = new TopicPartition(KafkaCluster.TOPIC, 0);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final UnsafeBuffer value = new UnsafeBuffer(0, 0);

    Consuming(final KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
        consumer.assign(List.of(PARTITION));
        consumer.seekToEnd(List.of(PARTITION));
        // The end is looked up when it is asked for, and must be before the first value is sent.
        consumer.position(PARTITION);
    }

    @Override
    public int poll(final ValueHandler handler) {
        final ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ZERO);
        for (final ConsumerRecord<byte[], byte[]> record : records) {
            value.wrap(record.value());
            handler.onValue(value, 0, value.capacity());
        }
        return records.count();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
