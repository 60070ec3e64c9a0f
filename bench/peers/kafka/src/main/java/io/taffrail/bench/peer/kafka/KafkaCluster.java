/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.peer.kafka;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;

/** Brokers that have found each other, and the topic. */
final class KafkaCluster implements AutoCloseable {
    static final String TOPIC = "bench";

    private static final long MOST_NS = TimeUnit.SECONDS.toNanos(90);
    private static final long ANSWER_SECONDS = 5;

    private final KafkaSetup setup;
    private final String bootstrap;
    private final List<BrokerProcess> brokers = new ArrayList<>();

    private KafkaCluster(final KafkaSetup setup, final String bootstrap) {
        this.setup = setup;
        this.bootstrap = bootstrap;
    }

    static KafkaCluster start(final Path directory, final KafkaSetup setup) throws IOException {
        final BrokerProperties properties = new BrokerProperties(directory, setup);
        final KafkaCluster cluster = new KafkaCluster(setup, properties.bootstrap());
        try {
            final String clusterId = Uuid.randomUuid().toString();
            for (int id = 1; id <= setup.brokers(); id++) {
                cluster.brokers.add(
                        new BrokerProcess(properties.write(id), clusterId, directory.resolve("broker-" + id + ".log")));
            }
            cluster.prepare();
            return cluster;
        } catch (final IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** Where clients connect to. */
    String bootstrap() {
        return bootstrap;
    }

    private void prepare() {
        final NewTopic topic = new NewTopic(TOPIC, 1, (short) setup.brokers())
                .configs(Map.of("min.insync.replicas", Integer.toString(setup.minInSync())));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            await(
                    "all brokers are there",
                    () -> admin.describeCluster()
                                    .nodes()
                                    .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                                    .size()
                            == setup.brokers());
            await("the topic is made", () -> {
                admin.createTopics(List.of(topic)).all().get(ANSWER_SECONDS, TimeUnit.SECONDS);
                return true;
            });
            await(
                    "all replicas are in sync",
                    () -> hasAllReplicas(admin.describeTopics(List.of(TOPIC))
                            .allTopicNames()
                            .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                            .get(TOPIC)));
        }
    }

    private boolean hasAllReplicas(final TopicDescription topic) {
        return topic.partitions().stream()
                .allMatch(partition ->
                        partition.leader() != null && partition.isr().size() == setup.brokers());
    }

    private void await(final String condition, final Question question) {
        final long deadlineNs = System.nanoTime() + MOST_NS;
        Exception last = null;
        while (System.nanoTime() - deadlineNs < 0) {
            for (final BrokerProcess broker : brokers) {
                broker.check();
            }
            try {
                if (question.ask()) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (final ExecutionException | TimeoutException e) {
                last = e;
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted before " + condition, e);
            }
        }
        throw new IllegalStateException(
                "waited too long until " + condition + ", log:\n"
                        + brokers.get(0).tail(),
                last);
    }

    /** All are asked first: the last one would wait in vain for a majority to hand its partitions to. */
    @Override
    public void close() {
        for (final BrokerProcess broker : brokers) {
            broker.stop();
        }
        for (final BrokerProcess broker : brokers) {
            broker.close();
        }
    }

    /** To be asked again until it is true, or no longer fails. */
    private interface Question {
        boolean ask() throws ExecutionException, InterruptedException, TimeoutException;
    }
}
