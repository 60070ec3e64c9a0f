/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.aeron;

import io.taffrail.replication.transport.Channel;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Small meshes on the loopback interface, at ports that are free. */
final class TestMesh {
    /** Below what the kernel gives out by itself, so that a closed node's port stays free. */
    private static final int LOWEST_PORT = 20_000;

    private static final int HIGHEST_PORT = 32_000;

    private final String[] endpoints;

    TestMesh(final int nodes) {
        this(Stream.generate(() -> "127.0.0.1:" + freePort()).limit(nodes).toArray(String[]::new));
    }

    private TestMesh(final String... endpoints) {
        this.endpoints = endpoints;
    }

    static TestMesh of(final String... endpoints) {
        return new TestMesh(endpoints);
    }

    /** Images live long, so that no frame is lost where the machine itself stands still. */
    static AeronTimeouts timeouts() {
        return timeouts(60_000, 10_000);
    }

    static AeronTimeouts timeouts(final long clientLivenessMs, final long imageLivenessMs) {
        return new AeronTimeouts(
                TimeUnit.MILLISECONDS.toNanos(clientLivenessMs),
                TimeUnit.SECONDS.toNanos(10),
                TimeUnit.SECONDS.toNanos(1),
                TimeUnit.MILLISECONDS.toNanos(imageLivenessMs),
                TimeUnit.MILLISECONDS.toNanos(200));
    }

    String endpoint(final int node) {
        return endpoints[node];
    }

    /** Terms as short as can be, and frames that are large enough to fill them soon. */
    AeronTransportConfig.Builder config(final int self) {
        final AeronTransportConfig.Builder builder =
                AeronTransportConfig.builder(self).mtu(4096).timeouts(timeouts());
        for (final Channel channel : Channel.values()) {
            builder.termLength(channel, 64 << 10);
        }
        for (int node = 0; node < endpoints.length; node++) {
            builder.node(node, endpoints[node]);
        }
        return builder;
    }

    static AeronTransport open(final AeronTransportConfig config) {
        return AeronTransport.open(config, error -> System.err.println("node " + config.self() + ": " + error));
    }

    static int freePort() {
        final InetAddress loopback = InetAddress.getLoopbackAddress();
        while (true) {
            final int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            try (DatagramSocket socket = new DatagramSocket(null)) {
                socket.setReuseAddress(false);
                socket.bind(new InetSocketAddress(loopback, port));
                return port;
            } catch (final SocketException ex) {
                continue; // taken: the next one
            }
        }
    }
}
