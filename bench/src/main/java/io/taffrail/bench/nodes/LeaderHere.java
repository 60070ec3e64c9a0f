/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.nodes;

import io.taffrail.replication.node.ReplicatedPartition;
import io.taffrail.replication.node.ReplicationNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A cluster whose first node is in this JVM and leads; each follower has a JVM of its own, and is slow to stand for election. */
public final class LeaderHere implements AutoCloseable {
    /** Nodes of the cluster. */
    public static final int NODES = 3;

    private static final int ELECTION_MS = Integer.getInteger("taffrail.bench.election.ms", 1_000);
    private static final int HEARTBEAT_MS = Integer.getInteger("taffrail.bench.heartbeat.ms", 50);
    private static final int PATIENCE_OF_FOLLOWERS = 20;

    private final List<NodeProcess> followers = new ArrayList<>();
    private final ReplicationNode node;

    /**
     * Start it, and wait until the node here leads and the others follow.
     *
     * @param directory for its files.
     * @param topic     settings of the topic.
     * @throws IOException if something cannot be started.
     */
    public LeaderHere(final Path directory, final Map<String, String> topic) throws IOException {
        final NodePlan plan = NodePlan.first(directory, NODES, ELECTION_MS, HEARTBEAT_MS, topic);
        try {
            for (int follower = 2; follower <= NODES; follower++) {
                followers.add(new NodeProcess(plan.of(follower, PATIENCE_OF_FOLLOWERS)));
            }
            followers.forEach(NodeProcess::awaitReady);
            node = Nodes.start(plan);
        } catch (final IOException | RuntimeException ex) {
            followers.forEach(NodeProcess::close);
            throw ex;
        }
        try {
            Waiting.until(
                    "the first node leads and the others follow",
                    () -> partition().inSync() == NODES);
        } catch (final RuntimeException ex) {
            close();
            throw ex;
        }
    }

    /**
     * The node here.
     *
     * @return the leader.
     */
    public ReplicationNode node() {
        return node;
    }

    /**
     * Its partition.
     *
     * @return the only one.
     */
    public ReplicatedPartition partition() {
        return node.partition(Nodes.TOPIC, 0);
    }

    /**
     * The others.
     *
     * @return each in a process of its own.
     */
    public List<NodeProcess> followers() {
        return followers;
    }

    /**
     * Where the leader's log ends.
     *
     * @return first offset not there.
     */
    public long endOffset() {
        return node.engine().offsets(Nodes.TOPIC, 0).endOffset();
    }

    /**
     * The same in bytes.
     *
     * @return bytes of all batches that ever were in the log.
     */
    public long endBytes() {
        return node.engine().partition(Nodes.TOPIC, 0).log().contiguousBytes();
    }

    /**
     * How it is set up.
     *
     * @return names and values.
     */
    public Map<String, String> settings() {
        final Map<String, String> settings = Nodes.settings();
        settings.put("election", ELECTION_MS + " ms, heartbeat " + HEARTBEAT_MS + " ms");
        return settings;
    }

    @Override
    public void close() {
        node.close();
        followers.forEach(NodeProcess::close);
    }
}
