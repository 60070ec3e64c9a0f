/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.replication.transport.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AeronTransportConfigTest {
    private static final Path OPERATIONS =
            Path.of(System.getProperty("taffrail.repository.root"), "docs/operations.md");

    @Test
    void shouldNameFieldValueAndRuleWhenSomethingIsWrong() {
        assertRefused(
                "must name self=1", builder -> AeronTransportConfig.builder(1).node(2, "b:1"));
        assertRefused("node=16384 must be 0 to 16383", builder -> builder.node(16_384, "c:1"));
        assertRefused("node=-1 must be 0 to 16383", builder -> builder.node(-1, "c:1"));
        assertRefused("endpoint=c of node=3 must be host:port", builder -> builder.node(3, "c"));
        assertRefused("endpoint=c:1|mtu=9 of node=3 must be host:port", builder -> builder.node(3, "c:1|mtu=9"));
        assertRefused("must not name an endpoint twice", builder -> builder.node(3, "b:20002"));
        assertRefused("mtu=1400 must be a multiple of 32", builder -> builder.mtu(1_400));
        assertRefused("mtu=224 must be a multiple of 32 from 256", builder -> builder.mtu(224));
        assertRefused("mtu=65536 must be at most an eighth", builder -> builder.mtu(65_536));
        assertRefused("termLength=32768 of channel=LIVE", builder -> builder.termLength(Channel.LIVE, 32_768));
        assertRefused("termLength=100000 of channel=LIVE", builder -> builder.termLength(Channel.LIVE, 100_000));
        assertRefused("medium=IPC needs an externalDriver", builder -> builder.medium(Medium.IPC));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:1, localhost:2, 32768",
        "127.1.2.3:1, [::1]:2, 32768",
        "127.0.0.1:1, [0:0:0:0:0:0:0:1]:2, 32768",
        "127.0.0.1:1, 10.0.0.1:2, 1408",
        "127.0.0.1:1, [fe80::1]:2, 1408",
        "127.0.0.1:1, 127.example.org:2, 1408",
        "a:1, b:2, 1408"
    })
    void shouldSendPacketsThatSuitTheEndpoints(final String one, final String other, final int mtu) {
        assertEquals(mtu, builder(one, other).build().mtu());
        assertEquals(512, builder(one, other).mtu(512).build().mtu());
    }

    @Test
    void shouldSendPacketsThatFitTheShortestTerm() {
        assertEquals(
                8_192,
                builder("127.0.0.1:1", "127.0.0.1:2")
                        .termLength(Channel.CATCH_UP, 65_536)
                        .build()
                        .mtu());
    }

    private static AeronTransportConfig.Builder builder(final String one, final String other) {
        return AeronTransportConfig.builder(1).node(1, one).node(2, other);
    }

    @Test
    void shouldRefuseTimeoutsThatCannotBeKept() {
        final AeronTimeouts good = AeronTimeouts.defaults();

        assertEquals(
                "connectionNs=0 must be positive",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new AeronTimeouts(
                                        good.clientLivenessNs(), good.driverTimeoutNs(), 0, good.imageLivenessNs(), 1))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> TestMesh.timeouts(1_000, 10_000));
        assertThrows(IllegalArgumentException.class, () -> TestMesh.timeouts(60_000, 999));
    }

    @Test
    void shouldAcceptAddressesOfBothVersionsAndNames() {
        final AeronTransportConfig config = AeronTransportConfig.builder(0)
                .node(0, "[::1]:20001")
                .node(1, "10.0.0.1:20001")
                .node(2, "node-2.example.org:20001")
                .build();

        assertTrue(config.driverDirectory()
                .endsWith(Path.of("taffrail-" + System.getProperty("user.name") + "-node-0-___1__20001")));
    }

    @Test
    void shouldGoOnAfterAMinuteOfStandstillByDefault() {
        assertTrue(AeronTimeouts.defaults().clientLivenessNs() > TimeUnit.SECONDS.toNanos(60));
    }

    @Test
    void shouldGiveEachStreamAnIdOfItsOwn() {
        final Set<Integer> ids = new HashSet<>();
        final int[] nodes = {0, 1, 2, 3, 4, 5, 255, 256, StreamIds.MAX_NODE};
        for (final int from : nodes) {
            for (final int to : nodes) {
                for (final Channel channel : Channel.values()) {
                    final int id = StreamIds.streamId(from, to, channel);
                    assertTrue(id >= 0 && ids.add(id), "id=" + id);
                }
            }
        }
    }

    @Test
    void shouldTellPublicationsOfOneProcessFromThoseOfAnother() {
        final int first = Sessions.first();
        int last = first;
        for (int i = 0; i < 255; i++) {
            last = Sessions.next(last);
            assertNotEquals(first, last);
            assertTrue(Sessions.areOfOneProcess(first, last));
        }

        assertEquals(first, Sessions.next(last));
        assertTrue(!Sessions.areOfOneProcess(first, first + 256));
    }

    @Test
    void shouldSendInSessionsThatTheDriverInCTellsApart() {
        for (int i = 0; i < 1_000; i++) {
            assertTrue(Sessions.first() >= 0);
        }
        assertTrue(Sessions.next(Integer.MAX_VALUE) >= 0);
    }

    @Test
    void shouldFitThreeNodesWithTestSettingsIntoSmallSharedMemory() throws IOException {
        final long bytes = new TestMesh(3).config(0).build().spaceBytes();

        assertTrue(3 * bytes < 64 << 20, "bytes=" + bytes);
        assertDocumented("three such nodes take " + mebibytes(3 * bytes) + " MiB");
    }

    @Test
    void shouldKeepTheNumbersInTheDocuments() throws IOException {
        final AeronTransportConfig three = good().node(3, "c:20003").build();
        final AeronTransportConfig five =
                good().node(3, "c:20003").node(4, "d:20004").node(5, "e:20005").build();
        final AeronTransportConfig external = good().node(3, "c:20003")
                .externalDriver(Path.of("/dev/shm/aeron"))
                .build();

        assertDocumented(
                "| 3 | " + mebibytes(three.meshBytes()) + " MiB | " + mebibytes(three.spaceBytes()) + " MiB |");
        assertDocumented("| 5 | " + mebibytes(five.meshBytes()) + " MiB | " + mebibytes(five.spaceBytes()) + " MiB |");
        assertEquals(external.meshBytes(), external.spaceBytes());
        assertDocumented("frames of up to " + three.maxFrameLength() + " bytes");
        for (final Channel channel : Channel.values()) {
            assertDocumented("| `" + channel + "` | " + (three.termLengths().get(channel) >> 10) + " KiB |");
        }
        final AeronTimeouts timeouts = three.timeouts();
        assertDocumented("| `clientLivenessNs` | " + seconds(timeouts.clientLivenessNs()) + " s |");
        assertDocumented("| `driverTimeoutNs` | " + seconds(timeouts.driverTimeoutNs()) + " s |");
        assertDocumented("| `connectionNs` | " + seconds(timeouts.connectionNs()) + " s |");
        assertDocumented("| `imageLivenessNs` | " + seconds(timeouts.imageLivenessNs()) + " s |");
        assertDocumented("| `lingerNs` | " + seconds(timeouts.lingerNs()) + " s |");
    }

    private static AeronTransportConfig.Builder good() {
        return AeronTransportConfig.builder(1).node(1, "a:20001").node(2, "b:20002");
    }

    private static void assertRefused(final String part, final UnaryOperator<AeronTransportConfig.Builder> change) {
        final AeronTransportConfig.Builder changed = change.apply(good());
        final String message =
                assertThrows(IllegalArgumentException.class, changed::build).getMessage();
        assertTrue(message.contains(part), message);
    }

    private static void assertDocumented(final String text) throws IOException {
        assertTrue(Files.readString(OPERATIONS).contains(text), () -> OPERATIONS + " must say: " + text);
    }

    private static String mebibytes(final long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / 1024.0 / 1024.0);
    }

    private static long seconds(final long ns) {
        return TimeUnit.NANOSECONDS.toSeconds(ns);
    }
}
