/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.peer.kafka;

import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What brokers are started with: all on loopback, at ports that were free, everything else as Kafka has it. */
final class BrokerProperties {
    private static final String HOST = "127.0.0.1";

    private final Path directory;
    private final KafkaSetup setup;
    private final List<Integer> ports;

    BrokerProperties(final Path directory, final KafkaSetup setup) throws IOException {
        this.directory = directory;
        this.setup = setup;
        this.ports = freePorts(2 * setup.brokers());
    }

    private static List<Integer> freePorts(final int count) throws IOException {
        final List<Integer> ports = new ArrayList<>();
        final List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST));
                sockets.add(socket);
                ports.add(socket.getLocalPort());
            }
        } finally {
            for (final ServerSocket socket : sockets) {
                socket.close();
            }
        }
        return ports;
    }

    /** Where clients connect to. */
    String bootstrap() {
        return IntStream.rangeClosed(1, setup.brokers()).mapToObj(this::client).collect(Collectors.joining(","));
    }

    private String client(final int id) {
        return HOST + ":" + ports.get(2 * (id - 1));
    }

    private String controller(final int id) {
        return HOST + ":" + ports.get(2 * (id - 1) + 1);
    }

    /** Those of one broker, in a file; ids count from 1. */
    Path write(final int id) throws IOException {
        final Path file = directory.resolve("broker-" + id + ".properties");
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            of(id).store(writer, null);
        }
        return file;
    }

    private Properties of(final int id) {
        final Properties properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", Integer.toString(id));
        properties.setProperty(
                "controller.quorum.voters",
                IntStream.rangeClosed(1, setup.brokers())
                        .mapToObj(voter -> voter + "@" + controller(voter))
                        .collect(Collectors.joining(",")));
        properties.setProperty("listeners", "PLAINTEXT://" + client(id) + ",CONTROLLER://" + controller(id));
        properties.setProperty("advertised.listeners", "PLAINTEXT://" + client(id));
        properties.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.setProperty("inter.broker.listener.name", "PLAINTEXT");
        properties.setProperty("controller.listener.names", "CONTROLLER");
        properties.setProperty("log.dirs", directory.resolve("broker-" + id).toString());
        properties.setProperty("auto.create.topics.enable", "false");
        for (final String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            properties.setProperty(topic + ".replication.factor", Integer.toString(setup.brokers()));
        }
        properties.setProperty("transaction.state.log.min.isr", Integer.toString(setup.minInSync()));
        properties.setProperty("share.coordinator.state.topic.min.isr", Integer.toString(setup.minInSync()));
        return properties;
    }
}
