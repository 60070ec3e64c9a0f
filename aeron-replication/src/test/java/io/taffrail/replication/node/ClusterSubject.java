/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

import io.taffrail.contract.Subject;
import io.taffrail.engine.LogEngine;
import io.taffrail.replication.aeron.AeronTransportConfig;
import io.taffrail.settings.EngineConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Three nodes in one JVM; the leader of a topic is published to. */
final class ClusterSubject implements Subject {
    private static final int NODES = 3;
    private static final int ELECTION_MS = 1_500;
    private static final int HEARTBEAT_MS = 100;

    /** Small, so that publishers run into it. */
    private static final int MAX_UNCOMMITTED_BYTES = 256 << 10;

    private final TestCluster cluster;
    private final UnaryOperator<AeronTransportConfig.Builder> mesh;
    private final EngineConfig engine;
    private final List<ReplicatedTopic> topics;

    ClusterSubject(
            final Path directory,
            final UnaryOperator<AeronTransportConfig.Builder> mesh,
            final EngineConfig engine,
            final List<String> topics,
            final Map<String, String> settings)
            throws IOException {
        this.cluster = new TestCluster(directory, NODES, settings);
        this.mesh = mesh;
        this.engine = engine;
        this.topics = topics.stream()
                .map(topic -> new ReplicatedTopic(topic, 1, NODES, 1, settings))
                .toList();
        startAll();
    }

    @Override
    public LogEngine publishing(final String topic) {
        return cluster.node(cluster.awaitLeader(topic)).engine();
    }

    @Override
    public List<LogEngine> all() {
        return cluster.running().stream()
                .map(node -> cluster.node(node).engine())
                .toList();
    }

    @Override
    public void restart() {
        cluster.running().forEach(cluster::stop);
        startAll();
    }

    @Override
    public void close() {
        cluster.close();
    }

    private void startAll() {
        for (int node = 1; node <= NODES; node++) {
            cluster.start(node, mesh, config -> config.topics(topics)
                    .engine(engine)
                    .timeouts(ELECTION_MS, HEARTBEAT_MS)
                    .maxUncommittedBytes(MAX_UNCOMMITTED_BYTES));
        }
    }
}
