/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A {@link PacketMain} at a node's place in a network. */
final class PacketProcess implements AutoCloseable {
    private final Map<Integer, String> endpoints;
    private final Process process;
    private final BufferedWriter input;
    private final List<Integer> received = new CopyOnWriteArrayList<>();

    PacketProcess(final Network network, final int node) throws IOException {
        endpoints = network.endpoints(node);
        final List<String> command = new ArrayList<>(network.prefix(node));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                PacketMain.class.getName(),
                endpoints.get(node)));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        input = process.outputWriter(StandardCharsets.UTF_8);
        final BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        final String first = output.readLine();
        if (!"ready".equals(first)) {
            close();
            throw new IOException("node=" + node + " said: " + first);
        }
        final Thread listener = new Thread(() -> listen(output), "listener");
        listener.setDaemon(true);
        listener.start();
    }

    /** Each number once. */
    void send(final int first, final int last, final int to) throws IOException {
        input.write(first + " " + last + " " + endpoints.get(to) + "\n");
        input.flush();
    }

    /** All that came so far, in that order. */
    List<Integer> received() {
        return List.copyOf(received);
    }

    /** All that came, once there is as much. */
    List<Integer> awaitReceived(final int count) {
        Await.until(() -> count + " packets, received=" + received, () -> received.size() >= count);
        return List.copyOf(received);
    }

    /** What came before a number. */
    List<Integer> awaitBefore(final int last) {
        Await.until(() -> last + ", received=" + received, () -> received.contains(last));
        return List.copyOf(received.subList(0, received.indexOf(last)));
    }

    private void listen(final BufferedReader output) {
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                received.add(Integer.valueOf(line));
            }
        } catch (final IOException ex) {
            return; // closed in the midst
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
