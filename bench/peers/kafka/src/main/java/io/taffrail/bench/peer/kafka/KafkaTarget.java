/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.peer.kafka;

import io.taffrail.bench.targets.Receiver;
import io.taffrail.bench.targets.Sender;
import io.taffrail.bench.targets.Target;
import io.taffrail.bench.targets.TargetPlan;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic of one partition; one producer for all publishers, as its documentation advises, and a consumer per reader. */
final class KafkaTarget implements Target {
    private static final int BUFFER_BYTES = 32 << 20;

    private final KafkaSetup setup;
    private final KafkaCluster cluster;
    private final KafkaProducer<byte[], byte[]> producer;
    private final InFlight inFlight;
    private final Map<String, Object> producerSettings;
    private final Map<String, Object> consumerSettings;

    KafkaTarget(final TargetPlan plan, final KafkaSetup setup) throws IOException {
        this.setup = setup;
        cluster = KafkaCluster.start(plan.directory(), setup);
        producerSettings = producerSettings(setup);
        consumerSettings = consumerSettings();
        producer = new KafkaProducer<>(
                connectedTo(producerSettings), new ByteArraySerializer(), new ByteArraySerializer());
        inFlight = new InFlight(BUFFER_BYTES, plan.valueBytes());
        producer.partitionsFor(KafkaCluster.TOPIC);
    }

    /** Nothing waits for a fuller batch. Without idempotence a retry could overtake, so there is none. */
    private static Map<String, Object> producerSettings(final KafkaSetup setup) {
        final Map<String, Object> settings = new LinkedHashMap<>();
        settings.put(ProducerConfig.ACKS_CONFIG, setup.acks());
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 16 << 10);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, setup.isIdempotent());
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
        settings.put(ProducerConfig.RETRIES_CONFIG, setup.isIdempotent() ? Integer.MAX_VALUE : 0);
        return settings;
    }

    private static Map<String, Object> consumerSettings() {
        final Map<String, Object> settings = new LinkedHashMap<>();
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return settings;
    }

    private Map<String, Object> connectedTo(final Map<String, Object> settings) {
        final Map<String, Object> all = new LinkedHashMap<>(settings);
        all.put("bootstrap.servers", cluster.bootstrap());
        return all;
    }

    @Override
    public Sender sender(final int index) {
        return new Producing(producer, inFlight);
    }

    @Override
    public Receiver receiver(final int index) {
        return new Consuming(new KafkaConsumer<>(
                connectedTo(consumerSettings), new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    @Override
    public Map<String, String> settings() {
        final Map<String, String> settings = new LinkedHashMap<>();
        settings.put("brokers", setup.brokers() + ", a JVM each, heap " + BrokerProcess.HEAP + ", loopback TCP");
        settings.put("replicas", setup.brokers() + ", min.insync.replicas " + setup.minInSync());
        producerSettings.forEach((name, value) -> settings.put(name, value.toString()));
        settings.put("values in flight", inFlight.most() + " at most");
        consumerSettings.forEach((name, value) -> settings.put(name, value.toString()));
        settings.put("sync", "none, the page cache keeps it");
        settings.put("checksum", "CRC32C of batches, written and verified");
        return settings;
    }

    @Override
    public void close() {
        producer.close();
        cluster.close();
    }
}
