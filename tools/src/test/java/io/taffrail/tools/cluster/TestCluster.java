/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.cluster;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Configuration files of a cluster on the loopback interface, with terms as short as can be. */
final class TestCluster {
    /** Below what the kernel gives out by itself, so that a port stays free while its node is down. */
    private static final int LOWEST_PORT = 20_000;

    private static final int HIGHEST_PORT = 32_000;

    private final Path directory;
    private final List<Integer> ports = new ArrayList<>();

    TestCluster(final Path directory, final int nodes) throws IOException {
        this.directory = directory;
        for (int i = 0; i < nodes; i++) {
            ports.add(freePort());
        }
        for (int node = 1; node <= nodes; node++) {
            write(node, "");
        }
    }

    int port(final int node) {
        return ports.get(node - 1);
    }

    Path config(final int node) {
        return directory.resolve("n" + node + ".properties");
    }

    Path directory(final int node) {
        return directory.resolve("n" + node);
    }

    /** Write the file of a node again, with other lines behind those that it has. */
    void write(final int node, final String more) throws IOException {
        final List<String> nodes = new ArrayList<>();
        for (int i = 0; i < ports.size(); i++) {
            nodes.add((i + 1) + "@127.0.0.1:" + ports.get(i));
        }
        Files.writeString(
                config(node),
                String.join(
                        "\n",
                        "node.id=" + node,
                        "cluster.nodes=" + String.join(",", nodes),
                        "log.dir=" + directory(node),
                        "topics=orders",
                        "topic.orders.partitions=1",
                        "election.timeout.ms=2000",
                        "heartbeat.interval.ms=100",
                        "aeron.term.length.control=65536",
                        "aeron.term.length.live=65536",
                        "aeron.term.length.catch-up=65536",
                        more));
    }

    /** Write the file of a node with one line changed. */
    void replace(final int node, final String from, final String to) throws IOException {
        final String text = Files.readString(config(node));
        if (!text.contains(from)) {
            throw new IllegalArgumentException(from + " is not in " + text);
        }
        Files.writeString(config(node), text.replace(from, to));
    }

    private static int freePort() {
        while (true) {
            final int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            try (DatagramSocket socket = new DatagramSocket(null)) {
                socket.setReuseAddress(false);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            } catch (final SocketException ex) {
                continue; // taken: the next one
            }
        }
    }
}
