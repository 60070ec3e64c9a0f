/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

import io.taffrail.replication.aeron.AeronTransportConfig;
import io.taffrail.settings.EngineConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * Configuration of a node, complete and valid. Immutable.
 *
 * @param directory           formatted for the cluster; holds the node's journal, and the engine's data below {@code data}.
 * @param clusterId           that the directory must be formatted for; empty for whatever it was formatted for.
 * @param mesh                the nodes and the transport between them; {@code self} is this node.
 * @param secret              shared by all nodes; may be empty.
 * @param topics              that are replicated, the same on all nodes.
 * @param engine              of this node.
 * @param electionMs          without a word from the leader before a follower thinks of an election, up to twice that:
 *                            {@code election.timeout.ms}; three heartbeats or more.
 * @param heartbeatMs         between two heartbeats: {@code heartbeat.interval.ms}.
 * @param replicaLagMs        that a replica may be behind and be in sync: {@code replica.lag.time.max.ms}.
 * @param maxUncommittedBytes that publishers may be ahead of what is committed: {@code max.uncommitted.bytes}.
 * @param threading           of the node.
 * @param idle                makes what the replicator does between two looks at its work.
 */
public record NodeConfig(
        Path directory,
        Optional<UUID> clusterId,
        AeronTransportConfig mesh,
        String secret,
        List<ReplicatedTopic> topics,
        EngineConfig engine,
        int electionMs,
        int heartbeatMs,
        int replicaLagMs,
        long maxUncommittedBytes,
        NodeThreading threading,
        Supplier<IdleStrategy> idle) {
    /**
     * Checked.
     *
     * @throws IllegalArgumentException naming field, value and rule.
     */
    public NodeConfig {
        topics = List.copyOf(topics);
        if (heartbeatMs < 1 || electionMs < 3 * heartbeatMs) {
            throw new IllegalArgumentException(
                    "election.timeout.ms=" + electionMs + " must be at least three times heartbeat.interval.ms="
                            + heartbeatMs + ", which must be 1 or more");
        }
        if (replicaLagMs < 1 || maxUncommittedBytes < 1) {
            throw new IllegalArgumentException("replica.lag.time.max.ms=" + replicaLagMs + " and max.uncommitted.bytes="
                    + maxUncommittedBytes + " must be 1 or more");
        }
        final int nodes = mesh.endpoints().size();
        for (final ReplicatedTopic topic : topics) {
            if (topic.replicationFactor() > nodes) {
                throw new IllegalArgumentException("replication.factor=" + topic.replicationFactor() + " of topic="
                        + topic.name() + " must be at most the number of nodes=" + nodes);
            }
        }
    }

    /**
     * Where the engine keeps its data: for commands that read it.
     *
     * @return the directory.
     */
    public Path dataDirectory() {
        return directory.resolve("data");
    }

    /**
     * A topic that has a partition.
     *
     * @param name      of the topic.
     * @param partition number.
     * @return the topic.
     * @throws IllegalArgumentException if there is no such topic or partition.
     */
    public ReplicatedTopic topic(final String name, final int partition) {
        final ReplicatedTopic topic = topics.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("unknown topic: topic=" + name + ": topics of the cluster: "
                                + topics.stream().map(ReplicatedTopic::name).toList()));
        if (partition < 0 || partition >= topic.partitions()) {
            throw new IllegalArgumentException("unknown partition: topic=" + name + " partition=" + partition
                    + ": it has the partitions from 0 to " + (topic.partitions() - 1));
        }
        return topic;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "NodeConfig[directory=" + directory + " mesh=" + mesh + " topics=" + topics + "]";
    }

    /**
     * A builder that starts from the defaults.
     *
     * @param directory formatted for the cluster.
     * @param mesh      of the nodes.
     * @return a new builder.
     */
    public static Builder builder(final Path directory, final AeronTransportConfig mesh) {
        return new Builder(directory, mesh);
    }

    /** Collects values for {@link NodeConfig}. Not thread safe. */
    public static final class Builder {
        private static final long MIN_PARK_NS = TimeUnit.MICROSECONDS.toNanos(1);
        private static final long MAX_PARK_NS = TimeUnit.MICROSECONDS.toNanos(200);

        private final Path directory;
        private final AeronTransportConfig mesh;
        private Optional<UUID> clusterId = Optional.empty();
        private String secret = "";
        private List<ReplicatedTopic> topics = List.of();
        private EngineConfig engine = EngineConfig.defaults();
        private int electionMs = 500;
        private int heartbeatMs = 50;
        private int replicaLagMs = 30_000;
        private long maxUncommittedBytes = 16 << 20;
        private NodeThreading threading = NodeThreading.DEDICATED;
        private Supplier<IdleStrategy> idle = () -> new BackoffIdleStrategy(100, 100, MIN_PARK_NS, MAX_PARK_NS);

        private Builder(final Path directory, final AeronTransportConfig mesh) {
            this.directory = directory;
            this.mesh = mesh;
        }

        /**
         * Sets {@code clusterId}.
         *
         * @param value that the directory must be formatted for.
         * @return this.
         */
        public Builder clusterId(final UUID value) {
            clusterId = Optional.of(value);
            return this;
        }

        /**
         * Sets {@code secret}.
         *
         * @param value shared by all nodes.
         * @return this.
         */
        public Builder secret(final String value) {
            secret = value;
            return this;
        }

        /**
         * Sets {@code topics}.
         *
         * @param value that are replicated.
         * @return this.
         */
        public Builder topics(final List<ReplicatedTopic> value) {
            topics = value;
            return this;
        }

        /**
         * Sets {@code engine}.
         *
         * @param value of this node.
         * @return this.
         */
        public Builder engine(final EngineConfig value) {
            engine = value;
            return this;
        }

        /**
         * Sets {@code electionMs} and {@code heartbeatMs}.
         *
         * @param election  milliseconds.
         * @param heartbeat milliseconds, at most a third of the other.
         * @return this.
         */
        public Builder timeouts(final int election, final int heartbeat) {
            electionMs = election;
            heartbeatMs = heartbeat;
            return this;
        }

        /**
         * Sets {@code replicaLagMs}.
         *
         * @param value milliseconds.
         * @return this.
         */
        public Builder replicaLagMs(final int value) {
            replicaLagMs = value;
            return this;
        }

        /**
         * Sets {@code maxUncommittedBytes}.
         *
         * @param value bytes.
         * @return this.
         */
        public Builder maxUncommittedBytes(final long value) {
            maxUncommittedBytes = value;
            return this;
        }

        /**
         * Sets {@code threading}. The transport and the engine must be configured for it too.
         *
         * @param value who runs the agents.
         * @return this.
         */
        public Builder threading(final NodeThreading value) {
            threading = value;
            return this;
        }

        /**
         * Sets {@code idle}.
         *
         * @param value makes the strategy.
         * @return this.
         */
        public Builder idle(final Supplier<IdleStrategy> value) {
            idle = value;
            return this;
        }

        /**
         * Makes the configuration.
         *
         * @return the configuration.
         * @throws IllegalArgumentException naming field, value and rule.
         */
        public NodeConfig build() {
            return new NodeConfig(
                    directory,
                    clusterId,
                    mesh,
                    secret,
                    topics,
                    engine,
                    electionMs,
                    heartbeatMs,
                    replicaLagMs,
                    maxUncommittedBytes,
                    threading,
                    idle);
        }
    }
}
