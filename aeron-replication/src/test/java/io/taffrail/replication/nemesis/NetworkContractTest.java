/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.taffrail.testsupport.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every network does with packets. Packets that are not late keep their order. */
class NetworkContractTest {
    private static final int MANY = 100;
    private static final int LAST = 1_000;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void shouldCutOneWayWhenAllIsLostThere(final Arrangement arrangement) throws Exception {
        try (Network network = arrangement.connect(List.of(1, 2, 3), 1);
                PacketProcess first = new PacketProcess(network, 1);
                PacketProcess second = new PacketProcess(network, 2);
                PacketProcess third = new PacketProcess(network, 3)) {
            first.send(1, 1, 2);
            second.awaitReceived(1);
            final long lost = network.lost();
            network.lose(1, 2, 1);

            first.send(2, 11, 2);
            first.send(1, 10, 3);
            second.send(1, 10, 1);

            assertEquals(upTo(10), first.awaitReceived(10));
            assertEquals(upTo(10), third.awaitReceived(10));
            Await.until(() -> "10 are lost", () -> network.lost() >= lost + 10);
            network.heal();
            first.send(LAST, LAST, 2);
            assertEquals(List.of(1), second.awaitBefore(LAST));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldLoseSomePacketsWhenPartIsHalf(final Arrangement arrangement) throws Exception {
        try (Network network = arrangement.connect(List.of(1, 2), 1);
                PacketProcess first = new PacketProcess(network, 1);
                PacketProcess second = new PacketProcess(network, 2)) {
            first.send(0, 0, 2);
            second.awaitReceived(1); // from now on they know each other's address: looking for it may be lost too
            network.lose(1, 2, 1);
            network.lose(1, 2, 0.5);

            first.send(1, MANY, 2);
            first.send(LAST, LAST + MANY, 2);

            Await.until(() -> "the last came", () -> second.received().stream().anyMatch(number -> number >= LAST));
            final long received = second.received().stream()
                    .filter(number -> number > 0 && number < LAST)
                    .count();
            assertTrue(received > MANY / 5 && received < MANY * 4 / 5, () -> "received=" + received);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldBringSomePacketsTwiceWhenPartIsHalf(final Arrangement arrangement) throws Exception {
        try (Network network = arrangement.connect(List.of(1, 2), 1);
                PacketProcess first = new PacketProcess(network, 1);
                PacketProcess second = new PacketProcess(network, 2)) {
            network.duplicate(0.5);

            first.send(1, MANY, 2);
            first.send(LAST, LAST, 2);

            final List<Integer> received = second.awaitBefore(LAST);
            assertEquals(upTo(MANY), received.stream().distinct().toList());
            assertTrue(received.size() > MANY * 6 / 5 && received.size() < MANY * 9 / 5, () -> "received=" + received);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldLetPacketsOvertakeEachOtherWhenDelayed(final Arrangement arrangement) throws Exception {
        assumeFalse(
                Probe.possible(EnumSet.of(Fault.DELAY), directory, arrangement).isEmpty(), "cannot delay packets");
        try (Network network = arrangement.connect(List.of(1, 2), 1);
                PacketProcess first = new PacketProcess(network, 1);
                PacketProcess second = new PacketProcess(network, 2)) {
            network.delay(50);

            first.send(1, MANY, 2);

            final List<Integer> received = second.awaitReceived(MANY);
            assertNotEquals(upTo(MANY), received);
            assertEquals(upTo(MANY), received.stream().sorted().toList());
        }
    }

    @Test
    void shouldRemoveNamespacesWhenClosedOrLeftBehind() throws Exception {
        try (Network network = Arrangement.NAMESPACES.connect(List.of(1), 1)) {
            final String dead = "taffrail-" + deadProcess() + "-1";
            Command.check("ip", "netns", "add", dead);
            final Path own =
                    Path.of("/run/netns/taffrail-" + ProcessHandle.current().pid() + "-1");
            assertTrue(Files.exists(own), own + " is there");

            network.close();
            assertFalse(Files.exists(own), own + " is there");

            try (Network next = Arrangement.NAMESPACES.connect(List.of(1), 1)) {
                assertTrue(Files.exists(own), own + " is there, and so is " + next);
                assertFalse(Files.exists(Path.of("/run/netns", dead)), dead + " is there");
            }
        }
    }

    private static long deadProcess() throws IOException, InterruptedException {
        final Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return process.pid();
    }

    private static List<Integer> upTo(final int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }
}
