/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.peer.kafka;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A broker in a JVM of its own, with our class path; what it prints is in a file. */
final class BrokerProcess implements AutoCloseable {
    static final String HEAP = "1g";

    private static final int LINES_TOLD = 30;
    private static final long GRACE_SECONDS = 5;

    private final Path log;
    private final Process process;
    private final Thread hook;

    BrokerProcess(final Path properties, final String clusterId, final Path log) throws IOException {
        this.log = log;
        process = new ProcessBuilder(command(properties, clusterId))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        hook = new Thread(process::destroyForcibly, "broker-end");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** With the collector's flags of Kafka's own start script. */
    private static List<String> command(final Path properties, final String clusterId) {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xms" + HEAP,
                "-Xmx" + HEAP,
                "-XX:+UseG1GC",
                "-XX:MaxGCPauseMillis=20",
                "-XX:InitiatingHeapOccupancyPercent=35",
                "-XX:+ExplicitGCInvokesConcurrent",
                "-Djava.awt.headless=true",
                "-Dtaffrail.kafka.log.level=warn"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Broker.class.getName()));
        command.addAll(List.of(properties.toString(), clusterId));
        return command;
    }

    /** Throws with the end of its log unless it still runs. */
    void check() {
        if (!process.isAlive()) {
            throw new IllegalStateException("a broker ended, exit code=" + process.exitValue() + ", log:\n" + tail());
        }
    }

    /** The last lines that it printed. */
    String tail() {
        try {
            final List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_TOLD), lines.size()));
        } catch (final IOException e) {
            return "unreadable: " + e;
        }
    }

    /** Asks it to end, without waiting. */
    void stop() {
        process.destroy();
    }

    @Override
    public void close() {
        stop();
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (final InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (final IllegalStateException e) {
            // The JVM ends already: the hook has nothing left to do.
            process.destroyForcibly();
        }
    }
}
