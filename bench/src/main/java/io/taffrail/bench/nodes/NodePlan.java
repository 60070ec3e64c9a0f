/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.nodes;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A node of a cluster on this machine, as its process is told on the command line.
 *
 * @param self        id of the node, from 1.
 * @param directory   of the cluster: the nodes' directories and Aeron's are in it.
 * @param ports       of the nodes on the loopback, in the order of their ids.
 * @param electionMs  {@code election.timeout.ms}.
 * @param heartbeatMs {@code heartbeat.interval.ms}.
 * @param topic       settings of the topic.
 */
public record NodePlan(
        int self, Path directory, List<Integer> ports, int electionMs, int heartbeatMs, Map<String, String> topic) {
    /** Key of {@code electionMs} among the options of a workload. */
    public static final String ELECTION_MS = "election.timeout.ms";

    /** Key of {@code heartbeatMs} among the options of a workload. */
    public static final String HEARTBEAT_MS = "heartbeat.interval.ms";

    private static final int FIXED = 5;

    /** Checked by the node itself. */
    public NodePlan {
        ports = List.copyOf(ports);
        topic = Map.copyOf(topic);
    }

    /**
     * The first node of a cluster, at ports that were free.
     *
     * @param directory   of the cluster.
     * @param nodes       how many.
     * @param electionMs  milliseconds.
     * @param heartbeatMs milliseconds.
     * @param topic       settings of the topic.
     * @return a plan.
     * @throws IOException if there are no ports.
     */
    public static NodePlan first(
            final Path directory,
            final int nodes,
            final int electionMs,
            final int heartbeatMs,
            final Map<String, String> topic)
            throws IOException {
        return new NodePlan(1, directory, freePorts(nodes), electionMs, heartbeatMs, topic);
    }

    /**
     * Another node of the same cluster.
     *
     * @param node      its id.
     * @param patience  how many times as long it waits for a leader.
     * @return a plan.
     */
    public NodePlan of(final int node, final int patience) {
        return new NodePlan(node, directory, ports, electionMs * patience, heartbeatMs, topic);
    }

    /**
     * Endpoint of a node.
     *
     * @param node its id.
     * @return host and port.
     */
    String endpoint(final int node) {
        return "127.0.0.1:" + ports.get(node - 1);
    }

    /** For a command line. */
    List<String> arguments() {
        final List<String> arguments = new ArrayList<>(List.of(
                Integer.toString(self),
                directory.toString(),
                String.join(",", ports.stream().map(String::valueOf).toList()),
                Integer.toString(electionMs),
                Integer.toString(heartbeatMs)));
        topic.forEach((key, value) -> arguments.add(key + "=" + value));
        return arguments;
    }

    /** From a command line. */
    static NodePlan parse(final List<String> arguments) {
        final List<Integer> ports = new ArrayList<>();
        for (final String port : arguments.get(2).split(",", -1)) {
            ports.add(Integer.valueOf(port));
        }
        final Map<String, String> topic = new LinkedHashMap<>();
        for (final String setting : arguments.subList(FIXED, arguments.size())) {
            final int equals = setting.indexOf('=');
            topic.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return new NodePlan(
                Integer.parseInt(arguments.get(0)),
                Path.of(arguments.get(1)),
                ports,
                Integer.parseInt(arguments.get(3)),
                Integer.parseInt(arguments.get(4)),
                topic);
    }

    private static List<Integer> freePorts(final int count) throws IOException {
        final List<Integer> ports = new ArrayList<>();
        final List<DatagramSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                sockets.add(socket);
                ports.add(socket.getLocalPort());
            }
        } finally {
            sockets.forEach(DatagramSocket::close);
        }
        return ports;
    }
}
