/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.nodes;

import io.taffrail.replication.aeron.AeronTransportConfig;
import io.taffrail.replication.aeron.DriverThreading;
import io.taffrail.replication.journal.NodeDirectory;
import io.taffrail.replication.node.NodeConfig;
import io.taffrail.replication.node.ReplicatedTopic;
import io.taffrail.replication.node.ReplicationNode;
import io.taffrail.replication.raft.Standing;
import io.taffrail.replication.transport.Channel;
import io.taffrail.storage.FileStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/** Starts nodes, with the idle strategy of the peers unless properties of the JVM say otherwise. */
public final class Nodes {
    /** The topic of a cluster, of one partition. */
    public static final String TOPIC = "bench";

    private static final UUID CLUSTER = new UUID(0x7461_6666_7261_696CL, 0x6265_6E63_6800_0000L);
    private static final boolean IS_SPINNING = Boolean.getBoolean("taffrail.bench.spin");
    private static final DriverThreading DRIVER =
            DriverThreading.valueOf(System.getProperty("taffrail.bench.driver", "INVOKER"));
    private static final int MTU = Integer.getInteger("taffrail.bench.mtu", 32 << 10);
    private static final int LIVE_TERM = Integer.getInteger("taffrail.bench.live.term", 4 << 20);
    private static final int CATCH_UP_TERM = Integer.getInteger("taffrail.bench.catch.up.term", 1 << 20);
    private static final long MAX_UNCOMMITTED = Long.getLong("taffrail.bench.max.uncommitted.bytes", 16 << 20);
    private static final int SPINS = 10;
    private static final int YIELDS = Integer.getInteger("taffrail.bench.yields", 10);
    private static final long PARK_NS = 1_000;
    private static final int REPLICA_LAG_MS = 60_000;

    private Nodes() {}

    /**
     * Start a node in this JVM; its directory is formatted where it is not yet.
     *
     * @param plan of the node.
     * @return the node.
     * @throws IOException if the directory cannot be formatted.
     */
    public static ReplicationNode start(final NodePlan plan) throws IOException {
        final Path directory = plan.directory().resolve("node-" + plan.self());
        if (!Files.exists(directory)) {
            NodeDirectory.format(new FileStorage(), directory, CLUSTER, plan.self(), Standing.VOTER);
        }
        final int nodes = plan.ports().size();
        final int majority = nodes / 2 + 1;
        return ReplicationNode.start(NodeConfig.builder(directory, mesh(plan))
                .timeouts(plan.electionMs(), plan.heartbeatMs())
                .replicaLagMs(REPLICA_LAG_MS)
                .maxUncommittedBytes(MAX_UNCOMMITTED)
                .idle(Nodes::idle)
                .topics(List.of(new ReplicatedTopic(TOPIC, 1, nodes, majority, plan.topic())))
                .build());
    }

    /**
     * How nodes are set up: what a report says of them.
     *
     * @return names and values, in the order in which they are to be read.
     */
    public static Map<String, String> settings() {
        final Map<String, String> settings = new LinkedHashMap<>();
        settings.put(
                "transport", "Aeron over loopback UDP, embedded driver " + DRIVER + ", its buffers beside the files");
        settings.put("mtu", Integer.toString(MTU));
        settings.put("term length", LIVE_TERM + " live, " + CATCH_UP_TERM + " catch-up");
        settings.put(
                "idle",
                "replicator and driver " + (IS_SPINNING ? "spin" : SPINS + " spins, " + YIELDS + " yields, 1 us"));
        settings.put("max.uncommitted.bytes", Long.toString(MAX_UNCOMMITTED));
        return settings;
    }

    private static AeronTransportConfig mesh(final NodePlan plan) {
        final AeronTransportConfig.Builder mesh = AeronTransportConfig.builder(plan.self())
                .directory(plan.directory())
                .mtu(MTU)
                .termLength(Channel.LIVE, LIVE_TERM)
                .termLength(Channel.CATCH_UP, CATCH_UP_TERM)
                .threading(DRIVER)
                .driverIdle(Nodes::idle);
        for (int node = 1; node <= plan.ports().size(); node++) {
            mesh.node(node, plan.endpoint(node));
        }
        return mesh.build();
    }

    private static IdleStrategy idle() {
        return IS_SPINNING ? BusySpinIdleStrategy.INSTANCE : new BackoffIdleStrategy(SPINS, YIELDS, PARK_NS, PARK_NS);
    }
}
