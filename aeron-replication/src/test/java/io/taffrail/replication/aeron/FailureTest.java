/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.taffrail.replication.transport.Channel;
import io.taffrail.replication.transport.TestNodes;
import io.taffrail.replication.transport.Transport;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that stand still, and drivers that die. */
class FailureTest {
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);

    @TempDir
    Path directory;

    @Test
    void shouldNotSlowOtherNodesWhenOneStandsStillAndReachItAfterwards() {
        final TestMesh mesh = new TestMesh(3);
        final AeronTimeouts timeouts = TestMesh.timeouts(60_000, 1_500);
        final byte[] frame = new byte[1_000];
        try (TestNodes nodes = new TestNodes(
                3,
                node -> TestMesh.open(mesh.config(node)
                        .threading(DriverThreading.INVOKER)
                        .timeouts(timeouts)
                        .build()))) {
            nodes.openAll();
            nodes.freeze(1, true);
            final long thawNs = System.nanoTime() + 2 * timeouts.imageLivenessNs();

            long result = 0;
            int count = 0;
            while (System.nanoTime() - thawNs < 0) {
                result = nodes.offer(0, 1, Channel.LIVE, frame);
                nodes.send(0, 2, Channel.LIVE, frame);
                nodes.awaitReceived(0, 2, Channel.LIVE, ++count);
            }

            assertTrue(count > 500, "count=" + count);
            assertEquals(Transport.NOT_CONNECTED, result);
            nodes.freeze(1, false);
            nodes.awaitConnected();
            nodes.send(0, 1, Channel.LIVE, number(7));
            nodes.send(1, 0, Channel.LIVE, number(8));
            nodes.await("the last frame to and from the node that stood still", () -> {
                nodes.pollAll();
                return isLast(7, nodes.received(0, 1, Channel.LIVE)) && isLast(8, nodes.received(1, 0, Channel.LIVE));
            });
        }
    }

    @Test
    void shouldFailWithAMessageWhenTheProcessStoodStillForTooLong() {
        final AeronTimeouts impatient = TestMesh.timeouts(1_100, 10_000);
        final AeronTransportConfig.Builder config =
                new TestMesh(2).config(0).threading(DriverThreading.INVOKER).timeouts(impatient);
        try (AeronTransport transport = TestMesh.open(config.build())) {
            transport.doWork();
            assertNull(transport.failure());
            final long end = System.nanoTime() + 2 * impatient.clientLivenessNs();
            while (System.nanoTime() - end < 0) {
                Thread.onSpinWait(); // stands still
            }

            awaitFailure(transport, "stood still", "restart the node");
            assertOver(transport);
        }
    }

    @Test
    void shouldFailWithAMessageWhenTheEmbeddedDriverDies() {
        final AtomicBoolean isDeadly = new AtomicBoolean();
        final AeronTransportConfig.Builder config =
                new TestMesh(2).config(0).driverIdle(() -> new DeadlyIdleStrategy(isDeadly));
        try (AeronTransport transport = TestMesh.open(config.build())) {
            assertNull(transport.failure());

            isDeadly.set(true);

            awaitFailure(transport, "media driver", "restart the node");
            assertOver(transport);
        }
    }

    @Test
    void shouldFailWithAMessageWhenTheExternalDriverIsStopped() {
        final Path driverDirectory = directory.resolve("driver");
        final MediaDriver driver = MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(driverDirectory.toString())
                .threadingMode(ThreadingMode.SHARED));
        try (AeronTransport transport = TestMesh.open(
                new TestMesh(2).config(0).externalDriver(driverDirectory).build())) {
            assertNull(transport.failure());

            driver.close();

            awaitFailure(transport, "the media driver has stopped", "restart the node");
            assertOver(transport);
        } finally {
            driver.close();
        }
    }

    private static void awaitFailure(final AeronTransport transport, final String... parts) {
        final long deadline = System.nanoTime() + TIMEOUT_NS;
        while (transport.failure() == null) {
            transport.doWork();
            assertTrue(System.nanoTime() - deadline < 0, "no failure in 30 seconds");
            Thread.yield();
        }
        for (final String part : parts) {
            final String message = transport.failure().getMessage();
            assertTrue(message.contains(part), message);
        }
    }

    private static void assertOver(final Transport transport) {
        final UnsafeBuffer frame = new UnsafeBuffer(new byte[4]);
        assertEquals(Transport.CLOSED, transport.offer(1, Channel.LIVE, frame, 4, new UnsafeBuffer(new byte[0])));
        assertEquals(0, transport.poll(Channel.LIVE, (node, channel, buffer, index, length) -> true, 10));
        assertEquals(0, transport.doWork());
    }

    private static byte[] number(final int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    private static boolean isLast(final int number, final List<byte[]> frames) {
        final byte[] last = frames.isEmpty() ? new byte[0] : frames.get(frames.size() - 1);
        return last.length == 4 && ByteBuffer.wrap(last).getInt() == number;
    }

    /** Ends the thread that idles. */
    private record DeadlyIdleStrategy(AtomicBoolean isDeadly) implements IdleStrategy {
        @Override
        public void idle(final int workCount) {
            idle();
        }

        @Override
        public void idle() {
            if (isDeadly.get()) {
                throw new AgentTerminationException("for the test");
            }
            Thread.yield();
        }

        @Override
        public void reset() {
            // nothing to forget
        }
    }
}
