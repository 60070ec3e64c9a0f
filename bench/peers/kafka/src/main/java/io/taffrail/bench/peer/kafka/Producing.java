/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.peer.kafka;

import io.taffrail.bench.targets.Sender;
import java.util.concurrent.Future;
import org.agrona.DirectBuffer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Copies a value into an array, which is what the producer takes; the producer copies it into a batch. */
final class Producing implements Sender {
    private final KafkaProducer<byte[], byte[]> producer;
    private final InFlight inFlight;
    private byte[] bytes = {};

    Producing(final KafkaProducer<byte[], byte[]> producer, final InFlight inFlight) {
        this.producer = producer;
        this.inFlight = inFlight;
    }

    @Override
    public boolean send(final DirectBuffer value, final int length) {
        if (!inFlight.tryAdd()) {
            return false;
        }
        if (bytes.length != length) {
            bytes = new byte[length];
        }
        value.getBytes(0, bytes, 0, length);
        // Answered through the callback. The array may be used again: the record lies in a batch when this returns.
        final Future<?> unused = producer.send(new ProducerRecord<>(KafkaCluster.TOPIC, 0, null, bytes), inFlight);
        return true;
    }

    @Override
    public void flush() {
        producer.flush();
        inFlight.check();
    }
}
