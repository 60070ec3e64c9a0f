/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.clusterdemo;

import io.taffrail.replication.aeron.AeronTransportConfig;
import io.taffrail.replication.node.NodeConfig;
import io.taffrail.replication.node.ReplicatedTopic;
import io.taffrail.replication.transport.Channel;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the processes of the demo agree on; handed to them on their command line.
 *
 * @param directory of the demo.
 * @param input     file with the lines, or null.
 * @param records   to publish, 0 for the default.
 * @param rate      records per second.
 * @param ports     of the nodes, in the order of their ids from 1.
 */
record DemoPlan(Path directory, Path input, int records, int rate, List<Integer> ports) {
    static final String TOPIC = "orders";
    static final int NODES = 3;

    private static final int ELECTION_MS = 250;
    private static final int HEARTBEAT_MS = 40;
    private static final int MTU = 8192;

    static List<Integer> freePorts() throws IOException {
        final List<DatagramSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < NODES; i++) {
                sockets.add(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(DatagramSocket::getLocalPort).toList();
        } finally {
            sockets.forEach(DatagramSocket::close);
        }
    }

    Path nodeDirectory(final int node) {
        return directory.resolve("node-" + node);
    }

    Path acknowledged(final int node) {
        return directory.resolve("acknowledged-" + node);
    }

    NodeConfig config(final int node) {
        final AeronTransportConfig.Builder mesh = AeronTransportConfig.builder(node)
                .mtu(MTU)
                .termLength(Channel.CONTROL, 64 << 10)
                .termLength(Channel.LIVE, 1 << 20)
                .termLength(Channel.CATCH_UP, 256 << 10);
        for (int id = 1; id <= NODES; id++) {
            mesh.node(id, "127.0.0.1:" + ports.get(id - 1));
        }
        return NodeConfig.builder(nodeDirectory(node), mesh.build())
                .timeouts(ELECTION_MS, HEARTBEAT_MS)
                .topics(List.of(new ReplicatedTopic(TOPIC, 1, NODES, 2, Map.of())))
                .build();
    }

    List<String> arguments(final int node) {
        return List.of(
                Integer.toString(node),
                directory.toString(),
                input == null ? "" : input.toString(),
                Integer.toString(records),
                Integer.toString(rate),
                String.join(",", ports.stream().map(String::valueOf).toList()));
    }

    static DemoPlan of(final String[] arguments) {
        return new DemoPlan(
                Path.of(arguments[1]),
                arguments[2].isEmpty() ? null : Path.of(arguments[2]),
                Integer.parseInt(arguments[3]),
                Integer.parseInt(arguments[4]),
                List.of(arguments[5].split(",")).stream().map(Integer::valueOf).toList());
    }
}
