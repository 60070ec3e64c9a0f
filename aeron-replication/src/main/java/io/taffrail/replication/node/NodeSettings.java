/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

import static io.taffrail.replication.node.NodeSettingKeys.AERON_DIR;
import static io.taffrail.replication.node.NodeSettingKeys.AERON_DRIVER_DIRECTORY;
import static io.taffrail.replication.node.NodeSettingKeys.AERON_MEDIUM;
import static io.taffrail.replication.node.NodeSettingKeys.AERON_MTU_LENGTH;
import static io.taffrail.replication.node.NodeSettingKeys.AERON_TERM_LENGTH_CATCH_UP;
import static io.taffrail.replication.node.NodeSettingKeys.AERON_TERM_LENGTH_CONTROL;
import static io.taffrail.replication.node.NodeSettingKeys.AERON_TERM_LENGTH_LIVE;
import static io.taffrail.replication.node.NodeSettingKeys.CLAIM_TIMEOUT_MS;
import static io.taffrail.replication.node.NodeSettingKeys.CLOCK;
import static io.taffrail.replication.node.NodeSettingKeys.CLUSTER_ID;
import static io.taffrail.replication.node.NodeSettingKeys.CLUSTER_NODES;
import static io.taffrail.replication.node.NodeSettingKeys.CLUSTER_SECRET;
import static io.taffrail.replication.node.NodeSettingKeys.CLUSTER_SECRET_FILE;
import static io.taffrail.replication.node.NodeSettingKeys.COUNTER_CAPACITY;
import static io.taffrail.replication.node.NodeSettingKeys.ELECTION_TIMEOUT_MS;
import static io.taffrail.replication.node.NodeSettingKeys.HEARTBEAT_INTERVAL_MS;
import static io.taffrail.replication.node.NodeSettingKeys.IDLE_STRATEGY;
import static io.taffrail.replication.node.NodeSettingKeys.LOG_DIR;
import static io.taffrail.replication.node.NodeSettingKeys.MAX_BLOCK_MS;
import static io.taffrail.replication.node.NodeSettingKeys.MAX_UNCOMMITTED_BYTES;
import static io.taffrail.replication.node.NodeSettingKeys.MIN_INSYNC_REPLICAS;
import static io.taffrail.replication.node.NodeSettingKeys.NODE_ID;
import static io.taffrail.replication.node.NodeSettingKeys.REPLICATION_FACTOR;
import static io.taffrail.replication.node.NodeSettingKeys.REPLICA_LAG_TIME_MAX_MS;
import static io.taffrail.replication.node.NodeSettingKeys.THREADING;
import static io.taffrail.replication.node.NodeSettingKeys.TOPICS;

import io.taffrail.replication.aeron.AeronTransportConfig;
import io.taffrail.replication.aeron.DriverThreading;
import io.taffrail.replication.aeron.Medium;
import io.taffrail.replication.journal.NodeIdentity;
import io.taffrail.replication.transport.Channel;
import io.taffrail.settings.ClockMode;
import io.taffrail.settings.EngineConfig;
import io.taffrail.settings.SettingDefinition;
import io.taffrail.settings.SettingKeys;
import io.taffrail.settings.Threading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;

/**
 * Reads the configuration file of a node: Java properties with the keys of {@link NodeSettingKeys}.
 *
 * <pre>
 *   node.id=1
 *   cluster.nodes=1@127.0.0.1:7401,2@127.0.0.1:7402,3@127.0.0.1:7403
 *   log.dir=/var/lib/taffrail/node1
 *   topics=orders
 *   topic.orders.partitions=4
 * </pre>
 *
 * <p>Relative paths are relative to where the process runs, as in Kafka.
 */
public final class NodeSettings {
    private static final List<String> REQUIRED = List.of(NODE_ID, CLUSTER_NODES, LOG_DIR);

    private final Map<String, String> values = new HashMap<>();
    private final TopicSection topics;

    private NodeSettings(final Map<String, String> given) {
        NodeSettingKeys.NODE.forEach(definition -> values.put(definition.key(), definition.defaultValue()));
        given.forEach((key, value) -> {
            if (!key.startsWith(TopicSection.PREFIX)) {
                final SettingDefinition definition = SettingKeys.find(NodeSettingKeys.NODE, key);
                values.put(key, definition.canonical(value));
            }
        });
        for (final String key : REQUIRED) {
            if (values.get(key).isEmpty()) {
                throw new IllegalArgumentException("setting is missing: key=" + key + " must be given");
            }
        }
        topics = new TopicSection(values.get(TOPICS));
        given.forEach((key, value) -> {
            if (key.startsWith(TopicSection.PREFIX)) {
                topics.add(key, value);
            }
        });
    }

    /**
     * Read a configuration file.
     *
     * @param file of Java properties, in UTF-8.
     * @return the configuration, valid.
     * @throws IllegalArgumentException if there is no such file, a key is unknown, missing or given twice, or a value
     *     breaks its rule; the message names the key, the value and the rule, and for an unknown key the nearest there is.
     * @throws UncheckedIOException     if a file cannot be read.
     */
    public static NodeConfig read(final Path file) {
        return of(PropertiesFile.read(file));
    }

    /**
     * The configuration that settings amount to.
     *
     * @param settings by key.
     * @return the configuration, valid.
     * @throws IllegalArgumentException as {@link #read(Path)}.
     * @throws UncheckedIOException     if the file with the secret cannot be read.
     */
    public static NodeConfig of(final Map<String, String> settings) {
        return new NodeSettings(settings).config();
    }

    private NodeConfig config() {
        final AeronTransportConfig mesh = mesh();
        final int nodes = mesh.endpoints().size();
        final NodeConfig.Builder builder = NodeConfig.builder(Path.of(values.get(LOG_DIR)), mesh)
                .secret(secret())
                .topics(topics.topics(nodes, number(REPLICATION_FACTOR), number(MIN_INSYNC_REPLICAS)))
                .engine(engine())
                .timeouts(number(ELECTION_TIMEOUT_MS), number(HEARTBEAT_INTERVAL_MS))
                .replicaLagMs(number(REPLICA_LAG_TIME_MAX_MS))
                .maxUncommittedBytes(Long.parseLong(values.get(MAX_UNCOMMITTED_BYTES)))
                .threading(isInvoked() ? NodeThreading.INVOKER : NodeThreading.DEDICATED);
        ifGiven(CLUSTER_ID, id -> builder.clusterId(clusterId(id)));
        ifIdle(builder::idle);
        return builder.build();
    }

    private AeronTransportConfig mesh() {
        final Map<Integer, String> endpoints = ClusterNodes.parse(values.get(CLUSTER_NODES));
        final int self = number(NODE_ID);
        if (!endpoints.containsKey(self)) {
            throw new IllegalArgumentException(
                    NODE_ID + "=" + self + " must be one of " + CLUSTER_NODES + "=" + values.get(CLUSTER_NODES));
        }
        if (values.get(AERON_MEDIUM).equals("ipc") && values.get(AERON_DIR).isEmpty()) {
            throw new IllegalArgumentException(
                    AERON_MEDIUM + "=ipc needs " + AERON_DIR + ", of a media driver that all nodes share");
        }
        final AeronTransportConfig.Builder builder = AeronTransportConfig.builder(self)
                .medium(Medium.valueOf(constant(AERON_MEDIUM)))
                .mtu(number(AERON_MTU_LENGTH))
                .termLength(Channel.CONTROL, number(AERON_TERM_LENGTH_CONTROL))
                .termLength(Channel.LIVE, number(AERON_TERM_LENGTH_LIVE))
                .termLength(Channel.CATCH_UP, number(AERON_TERM_LENGTH_CATCH_UP))
                .threading(
                        values.get(THREADING).equals("dedicated") ? DriverThreading.SHARED : DriverThreading.INVOKER);
        endpoints.forEach(builder::node);
        ifGiven(AERON_DIR, directory -> builder.externalDriver(Path.of(directory)));
        ifGiven(AERON_DRIVER_DIRECTORY, directory -> builder.directory(Path.of(directory)));
        ifIdle(builder::driverIdle);
        return builder.build();
    }

    private EngineConfig engine() {
        return EngineConfig.builder()
                .clock(ClockMode.valueOf(constant(CLOCK)))
                .maxBlockMs(number(MAX_BLOCK_MS))
                .claimTimeoutMs(number(CLAIM_TIMEOUT_MS))
                .counterCapacity(number(COUNTER_CAPACITY))
                .threading(isInvoked() ? Threading.INVOKER : Threading.THREADS)
                .build();
    }

    private String secret() {
        final String file = values.get(CLUSTER_SECRET_FILE);
        if (file.isEmpty()) {
            return values.get(CLUSTER_SECRET);
        }
        if (!values.get(CLUSTER_SECRET).isEmpty()) {
            throw new IllegalArgumentException(
                    CLUSTER_SECRET + " and " + CLUSTER_SECRET_FILE + " must not both be given");
        }
        try {
            final String secret = Files.readString(Path.of(file)).strip();
            if (secret.isEmpty()) {
                throw new IllegalArgumentException(CLUSTER_SECRET_FILE + "=" + file + " must not be empty");
            }
            return secret;
        } catch (final NoSuchFileException ex) {
            throw new IllegalArgumentException(
                    CLUSTER_SECRET_FILE + "=" + file + " must name a file that is there", ex);
        } catch (final IOException ex) {
            throw new UncheckedIOException("cannot read " + CLUSTER_SECRET_FILE + "=" + file, ex);
        }
    }

    private static UUID clusterId(final String text) {
        try {
            return NodeIdentity.parseId(text);
        } catch (final IllegalArgumentException ex) {
            throw new IllegalArgumentException(
                    CLUSTER_ID + "=" + text + " must be 22 characters, as 'taffrail cluster" + " format' prints them",
                    ex);
        }
    }

    private boolean isInvoked() {
        return values.get(THREADING).equals("invoker");
    }

    /** Back-off is what the builders begin with, each with times of its own. */
    private void ifIdle(final Consumer<Supplier<IdleStrategy>> target) {
        switch (values.get(IDLE_STRATEGY)) {
            case "yield" -> target.accept(() -> YieldingIdleStrategy.INSTANCE);
            case "busy-spin" -> target.accept(() -> BusySpinIdleStrategy.INSTANCE);
            default -> {}
        }
    }

    private void ifGiven(final String key, final Consumer<String> target) {
        final String value = values.get(key);
        if (!value.isEmpty()) {
            target.accept(value);
        }
    }

    private int number(final String key) {
        return Integer.parseInt(values.get(key));
    }

    private String constant(final String key) {
        return values.get(key).toUpperCase(Locale.ROOT);
    }
}
