/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkalive;

import io.taffrail.kafkacontract.Conditions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableReplicaAssignment;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableReplicaAssignmentCollection;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopicCollection;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.CreateTopicsRequest;
import org.apache.kafka.common.requests.FindCoordinatorRequest;
import org.apache.kafka.common.requests.HeartbeatRequest;
import org.apache.kafka.common.requests.InitProducerIdRequest;
import org.apache.kafka.common.utils.Time;

/**
 * One broker, its own controller, in this JVM, on loopback at ports that were free, with the settings and topics of
 * {@link Conditions}.
 *
 * <p>Threading: started and closed by one thread, used by many.
 */
public final class LiveBroker implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final long MOST_NS = TimeUnit.SECONDS.toNanos(60);
    private static final int ANSWER_MS = 10_000;
    private static final int CLEANUP_INTERVAL_MS = 100;
    private static final String CLUSTER_ID = Uuid.randomUuid().toString();
    private static final int SECOND_ID = 2;
    private static final int NOBODYS_PORT = 1;

    private final Properties properties;
    private final InetSocketAddress address;
    private final KafkaRaftServer server;
    /** Null without a stuck topic. */
    private KafkaRaftServer second;

    private LiveBroker(final Properties properties, final InetSocketAddress address, final KafkaRaftServer server) {
        this.properties = properties;
        this.address = address;
        this.server = server;
    }

    /**
     * Start a broker that coordinates groups and transactions.
     *
     * @param directory an empty directory for its files.
     * @return the running broker.
     * @throws IOException if the directory cannot be written.
     * @throws IllegalStateException if it does not come up within a minute.
     */
    public static LiveBroker start(final Path directory) throws IOException {
        final InetAddress host = InetAddress.getByName(HOST);
        final int clientPort;
        final int controllerPort;
        try (ServerSocket client = new ServerSocket(0, 1, host);
                ServerSocket controller = new ServerSocket(0, 1, host)) {
            clientPort = client.getLocalPort();
            controllerPort = controller.getLocalPort();
        }
        final Properties properties = properties(directory, clientPort, controllerPort);
        format(directory, properties);
        final KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        final LiveBroker broker = new LiveBroker(properties, new InetSocketAddress(host, clientPort), server);
        try {
            server.startup();
            broker.prepare();
            return broker;
        } catch (final RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    /** Where clients connect to. */
    InetSocketAddress address() {
        return address;
    }

    /**
     * Make {@link Conditions#STUCK_TOPIC}: a second broker leads it, alive, but nobody can reach it where it says that it is.
     *
     * @param directory an empty directory for the second broker's files.
     * @throws IOException if the directory cannot be written.
     * @throws IllegalStateException if it does not come up within a minute.
     */
    public void addStuckTopic(final Path directory) throws IOException {
        final Properties others = new Properties();
        others.putAll(properties);
        others.setProperty("process.roles", "broker");
        others.setProperty("node.id", Integer.toString(SECOND_ID));
        others.setProperty("listeners", "PLAINTEXT://" + HOST + ":0");
        others.setProperty("advertised.listeners", "PLAINTEXT://" + HOST + ":" + NOBODYS_PORT);
        others.setProperty("log.dirs", directory.resolve("data").toString());
        format(directory, others);
        second = new KafkaRaftServer(KafkaConfig.fromProps(others, false), Time.SYSTEM);
        second.startup();
        final CreatableReplicaAssignmentCollection replicas = new CreatableReplicaAssignmentCollection();
        for (int i = 0; i < Conditions.PARTITIONS; i++) {
            replicas.add(new CreatableReplicaAssignment().setPartitionIndex(i).setBrokerIds(List.of(SECOND_ID)));
        }
        create(new CreatableTopic()
                .setName(Conditions.STUCK_TOPIC)
                .setNumPartitions(-1)
                .setReplicationFactor((short) -1)
                .setAssignments(replicas));
    }

    private static Properties properties(final Path directory, final int clientPort, final int controllerPort) {
        final Properties properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", "1");
        properties.setProperty("controller.quorum.voters", "1@" + HOST + ":" + controllerPort);
        properties.setProperty(
                "listeners", "PLAINTEXT://" + HOST + ":" + clientPort + ",CONTROLLER://" + HOST + ":" + controllerPort);
        properties.setProperty("advertised.listeners", "PLAINTEXT://" + HOST + ":" + clientPort);
        properties.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.setProperty("inter.broker.listener.name", "PLAINTEXT");
        properties.setProperty("controller.listener.names", "CONTROLLER");
        properties.setProperty("log.dirs", directory.resolve("data").toString());
        properties.setProperty("auto.create.topics.enable", "false");
        properties.setProperty("offsets.topic.num.partitions", "1");
        for (final String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            properties.setProperty(topic + ".replication.factor", "1");
        }
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("transaction.state.log.num.partitions", "1");
        properties.setProperty("share.coordinator.state.topic.min.isr", "1");
        set(properties, "group.min.session.timeout.ms", Conditions.MIN_SESSION_TIMEOUT_MS);
        set(properties, "group.max.session.timeout.ms", Conditions.MAX_SESSION_TIMEOUT_MS);
        set(properties, "group.max.size", Conditions.MAX_GROUP_SIZE);
        set(properties, "group.initial.rebalance.delay.ms", Conditions.INITIAL_REBALANCE_DELAY_MS);
        set(properties, "offset.metadata.max.bytes", Conditions.MAX_OFFSET_METADATA_BYTES);
        set(properties, "transaction.max.timeout.ms", Conditions.MAX_TRANSACTION_TIMEOUT_MS);
        set(properties, "transactional.id.expiration.ms", Conditions.TRANSACTIONAL_ID_EXPIRATION_MS);
        set(properties, "transaction.abort.timed.out.transaction.cleanup.interval.ms", CLEANUP_INTERVAL_MS);
        set(properties, "transaction.remove.expired.transaction.cleanup.interval.ms", CLEANUP_INTERVAL_MS);
        return properties;
    }

    private static void set(final Properties properties, final String key, final int value) {
        properties.setProperty(key, Integer.toString(value));
    }

    private static void format(final Path directory, final Properties properties) throws IOException {
        final Path file = Files.createDirectories(directory).resolve("broker.properties");
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            properties.store(writer, null);
        }
        final ByteArrayOutputStream said = new ByteArrayOutputStream();
        final int failure = StorageTool.execute(
                new String[] {"format", "--cluster-id", CLUSTER_ID, "--config", file.toString()},
                new PrintStream(said, true, StandardCharsets.UTF_8));
        if (failure != 0) {
            throw new IOException("the broker's directory could not be formatted, exit code=" + failure + " output="
                    + said.toString(StandardCharsets.UTF_8));
        }
    }

    private void prepare() {
        create(Conditions.TOPICS.stream()
                .map(topic -> new CreatableTopic()
                        .setName(topic)
                        .setNumPartitions(Conditions.PARTITIONS)
                        .setReplicationFactor((short) 1))
                .toArray(CreatableTopic[]::new));
        await(
                "the coordinator is found",
                () -> isGood(new FindCoordinatorRequest.Builder(
                                new FindCoordinatorRequestData().setCoordinatorKeys(List.of("g")))
                        .build()));
        // An error like any group's: the coordinator has read its log.
        await("the coordinator answers", () -> ask(new HeartbeatRequest.Builder(
                                new HeartbeatRequestData().setGroupId("g").setMemberId("m"))
                        .build())
                .errorCounts()
                .containsKey(Errors.UNKNOWN_MEMBER_ID));
        await(
                "the transaction coordinator is found",
                () -> isGood(new FindCoordinatorRequest.Builder(new FindCoordinatorRequestData()
                                .setKeyType(FindCoordinatorRequest.CoordinatorType.TRANSACTION.id())
                                .setCoordinatorKeys(List.of("t")))
                        .build()));
        await(
                "the transaction coordinator answers",
                () -> isGood(new InitProducerIdRequest.Builder(new InitProducerIdRequestData()
                                .setTransactionalId("t")
                                .setTransactionTimeoutMs(ANSWER_MS))
                        .build()));
    }

    private void create(final CreatableTopic... topics) {
        final CreatableTopicCollection all = new CreatableTopicCollection();
        Collections.addAll(all, topics);
        await(
                "the topics are made",
                () -> isGood(new CreateTopicsRequest.Builder(
                                new CreateTopicsRequestData().setTopics(all).setTimeoutMs(ANSWER_MS))
                        .build()));
    }

    private boolean isGood(final AbstractRequest request) {
        return ask(request).errorCounts().keySet().stream()
                .allMatch(error -> error == Errors.NONE || error == Errors.TOPIC_ALREADY_EXISTS);
    }

    private AbstractResponse ask(final AbstractRequest request) {
        try (Exchange exchange = Exchange.send(address, "setup", request)) {
            return exchange.response();
        } catch (final IOException e) {
            throw new IllegalStateException("the broker does not answer, request=" + request.apiKey(), e);
        }
    }

    private static void await(final String condition, final BooleanSupplier question) {
        final long deadlineNs = System.nanoTime() + MOST_NS;
        while (!question.getAsBoolean()) {
            if (System.nanoTime() - deadlineNs >= 0) {
                throw new IllegalStateException("waited too long until " + condition);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted before " + condition, e);
            }
        }
    }

    @Override
    public void close() {
        if (second != null) {
            second.shutdown();
            second.awaitShutdown();
        }
        server.shutdown();
        server.awaitShutdown();
    }
}
