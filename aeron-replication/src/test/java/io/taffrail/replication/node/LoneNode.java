/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

import io.taffrail.replication.journal.NodeDirectory;
import io.taffrail.replication.journal.NodeIdentity;
import io.taffrail.replication.raft.Standing;
import io.taffrail.storage.FileStorage;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** A cluster of one node that runs in the test's own thread. */
final class LoneNode {
    static final String TOPIC = "orders";

    private static final long PATIENCE_NS = 20_000_000_000L;

    private LoneNode() {}

    static NodeConfig config(final Path directory, final String... more) throws IOException {
        final Map<String, String> settings = new HashMap<>();
        settings.put("node.id", "1");
        settings.put("cluster.nodes", "1@127.0.0.1:" + freePort());
        settings.put("log.dir", directory.resolve("n1").toString());
        settings.put("topics", TOPIC);
        settings.put("threading", "invoker");
        settings.put("election.timeout.ms", "30");
        settings.put("heartbeat.interval.ms", "10");
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return NodeSettings.of(settings);
    }

    static NodeIdentity format(final NodeConfig config, final Standing standing) throws IOException {
        final UUID cluster = NodeIdentity.newId();
        return NodeDirectory.format(
                new FileStorage(), config.directory(), cluster, config.mesh().self(), standing);
    }

    /** Do the node's work until something is so. */
    static void await(final ReplicationNode node, final BooleanSupplier condition, final String what) {
        final long untilNs = System.nanoTime() + PATIENCE_NS;
        while (!condition.getAsBoolean()) {
            node.doWork();
            if (System.nanoTime() - untilNs > 0) {
                throw new AssertionError("not in time: " + what);
            }
        }
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
