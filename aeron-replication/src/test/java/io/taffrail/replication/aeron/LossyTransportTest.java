/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.aeron;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.driver.ext.DebugReceiveChannelEndpoint;
import io.aeron.driver.ext.LossGenerator;
import io.aeron.driver.ext.RandomLossGenerator;
import io.taffrail.replication.transport.Channel;
import io.taffrail.replication.transport.TestNodes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packets get lost on the way, data and control alike; each node has an external driver that loses them. */
class LossyTransportTest {
    private static final double LOSS = 0.05;
    private static final int FRAMES = 2_000;

    @TempDir
    Path directory;

    private final TestMesh mesh = new TestMesh(2);
    private final AtomicInteger lost = new AtomicInteger();

    @Test
    void shouldKeepOrderAndBytesWhenPacketsAreLost() {
        final long seed = Long.getLong("taffrail.seed", System.nanoTime());
        System.out.println("seed " + seed);
        final Random random = new Random(seed);
        final List<byte[]> sent = new ArrayList<>();

        try (MediaDriver first = driver(0, seed);
                MediaDriver second = driver(1, ~seed);
                TestNodes nodes = new TestNodes(
                        2,
                        node -> TestMesh.open(mesh.config(node)
                                .externalDriver(directory.resolve("driver-" + node))
                                .build()))) {
            nodes.openAll();
            for (int i = 0; i < FRAMES; i++) {
                final byte[] frame = new byte[1 + random.nextInt(nodes.node(0).maxFrameLength())];
                random.nextBytes(frame);
                sent.add(frame);
                nodes.send(0, 1, Channel.LIVE, frame);
                nodes.send(1, 0, Channel.CATCH_UP, frame);
            }
            nodes.awaitReceived(0, 1, Channel.LIVE, FRAMES);
            nodes.awaitReceived(1, 0, Channel.CATCH_UP, FRAMES);

            assertSame(sent, nodes.received(0, 1, Channel.LIVE));
            assertSame(sent, nodes.received(1, 0, Channel.CATCH_UP));
            assertTrue(lost.get() > FRAMES / 100, () -> "lost=" + lost);
        }
    }

    private MediaDriver driver(final int node, final long seed) {
        return MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(directory.resolve("driver-" + node).toString())
                .threadingMode(ThreadingMode.SHARED)
                .dirDeleteOnShutdown(true)
                .receiveChannelEndpointSupplier(
                        (channel, dispatcher, status, context) -> new DebugReceiveChannelEndpoint(
                                channel, dispatcher, status, context, losing(seed), losing(seed + 1))));
    }

    private LossGenerator losing(final long seed) {
        final LossGenerator random = new RandomLossGenerator(LOSS, seed);
        return (address, buffer, length) -> {
            final boolean isLost = random.shouldDropFrame(address, buffer, length);
            if (isLost) {
                lost.incrementAndGet();
            }
            return isLost;
        };
    }

    private static void assertSame(final List<byte[]> expected, final List<byte[]> actual) {
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), actual.get(i), "frame " + i);
        }
    }
}
