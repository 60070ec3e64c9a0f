/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.replication.transport.Channel;
import io.taffrail.replication.transport.TestNodes;
import io.taffrail.replication.transport.TransportException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps a transport from being opened, and what it leaves behind then: nothing. */
class OpeningTest {
    private static final String FLAG = "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED";

    @TempDir
    Path directory;

    private final TestMesh mesh = new TestMesh(3);

    @Test
    void shouldSayWhichEndpointIsInUseAndLeaveNothingBehind() throws IOException {
        final AeronTransportConfig config = config(0).build();
        final String endpoint = mesh.endpoint(0);
        final int port = Integer.parseInt(endpoint.substring(endpoint.indexOf(':') + 1));

        try (DatagramSocket socket = new DatagramSocket(null)) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            assertRefused(config, "endpoint=" + endpoint, "free the port");
        }

        assertNothingLeft(config);
        TestMesh.open(config).close();
        assertNothingLeft(config);
    }

    @Test
    void shouldSayWhichAddressIsNotOfThisMachine() throws IOException {
        final AeronTransportConfig config =
                config(0).node(0, "192.0.2.1:" + TestMesh.freePort()).build();

        assertRefused(config, "endpoint=192.0.2.1:", "not of this machine");
        assertNothingLeft(config);
    }

    @Test
    void shouldSayWhichHostIsUnknown() throws IOException {
        final AeronTransportConfig config =
                config(0).node(1, "nobody.invalid:20000").build();

        assertRefused(config, "node=1", "nobody.invalid", "check its host name");
        assertNothingLeft(config);
    }

    @Test
    void shouldSayHowMuchSpaceIsMissing() throws IOException {
        final AeronTransportConfig.Builder builder = config(0);
        for (int node = 3; node < 200; node++) {
            builder.node(node, "127.0.0.1:" + (node + 1_000));
        }
        for (final Channel channel : Channel.values()) {
            builder.termLength(channel, 1 << 30);
        }
        final AeronTransportConfig config = builder.build();

        assertRefused(config, "dir=" + directory, "neededBytes=" + config.spaceBytes(), "freeBytes=", "shorter terms");
        assertNothingLeft(config);
    }

    @Test
    void shouldSayThatNoExternalDriverRuns() throws IOException {
        assertRefused(
                config(0).externalDriver(directory.resolve("none")).build(),
                "dir=" + directory.resolve("none"),
                "start it");
        Files.createDirectory(directory.resolve("empty"));
        assertRefused(config(0).externalDriver(directory.resolve("empty")).build(), "no media driver running");
    }

    @Test
    void shouldRefuseASecondTransportOfTheSameNode() {
        final AeronTransportConfig config = config(0).build();
        try (AeronTransport transport = TestMesh.open(config)) {
            assertRefused(config, "in use by this process", "stop it first");
            assertEquals(0, transport.errorCount());
        }
    }

    @Test
    void shouldStartAtOnceWhenTheNodeBeforeWasKilled() throws IOException, InterruptedException {
        final AeronTransportConfig config = config(0).build();
        final Process process = start(FLAG);
        try {
            assertEquals("open", firstLine(process));
            assertRefused(config, "in use by another process", "stop it first");
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertTrue(Files.exists(config.driverDirectory().resolve("cnc.dat")));

        TestMesh.open(config).close();

        assertNothingLeft(config);
    }

    @Test
    void shouldSayWhichFlagTheJvmNeeds() throws IOException, InterruptedException {
        final Process process = start("-Dsome.other=flag");
        try {
            final String line = firstLine(process);
            assertTrue(line.contains("--add-exports java.base/jdk.internal.misc=ALL-UNNAMED"), line);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void shouldHaveNoThreadsWhenInvoked() {
        final List<String> before = threads();
        try (AeronTransport transport =
                TestMesh.open(config(0).threading(DriverThreading.INVOKER).build())) {
            final List<String> during = threads();

            during.removeAll(before);

            assertEquals(List.of(), during);
            assertEquals(0, transport.errorCount());
        }
    }

    @Test
    void shouldTakeAsMuchSpaceAsTheConfigurationSays() {
        try (TestNodes nodes =
                new TestNodes(3, node -> TestMesh.open(config(node).build()))) {
            nodes.openAll();

            for (int node = 0; node < 3; node++) {
                final AeronTransportConfig config = config(node).build();
                final long restarted = config.meshBytes() / 3;
                assertEquals(config.spaceBytes() - restarted, bytesBelow(config.driverDirectory()));
            }
        }
    }

    private AeronTransportConfig.Builder config(final int node) {
        return mesh.config(node).directory(directory);
    }

    private static void assertRefused(final AeronTransportConfig config, final String... parts) {
        final TransportException ex = assertThrows(
                TransportException.class, () -> TestMesh.open(config).close());
        for (final String part : parts) {
            assertTrue(ex.getMessage().contains(part), ex.getMessage());
        }
    }

    private void assertNothingLeft(final AeronTransportConfig config) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(), files.toList());
        }
        assertFalse(threads().contains("taffrail-driver-" + config.self()));
    }

    private Process start(final String flag) throws IOException {
        final List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                flag,
                "-cp",
                System.getProperty("java.class.path"),
                OpeningMain.class.getName(),
                directory.toString()));
        for (int node = 0; node < 3; node++) {
            command.add(mesh.endpoint(node));
        }
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String firstLine(final Process process) throws IOException {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    private static List<String> threads() {
        return new ArrayList<>(Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("aeron") || name.contains("taffrail"))
                .toList());
    }

    private static long bytesBelow(final Path path) {
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
