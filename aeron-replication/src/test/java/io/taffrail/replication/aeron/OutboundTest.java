/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.Aeron;
import io.aeron.ChannelUriStringBuilder;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.driver.ext.DebugReceiveChannelEndpoint;
import io.aeron.driver.ext.RandomLossGenerator;
import io.taffrail.replication.transport.Channel;
import io.taffrail.replication.transport.TestNodes;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A publication comes to its end, which takes 128 TiB with the shortest terms: these ones begin shortly before it. */
class OutboundTest {
    private static final int TERM_LENGTH = 64 << 10;
    private static final long LAST_POSITION = (long) TERM_LENGTH << 31;
    private static final long ROOM = 5L * TERM_LENGTH;
    private static final int FRAMES = 1_000;

    /** So that frames of the old publication often come after the first ones of the new. */
    private static final double LOSS = 0.2;

    private static final UnsafeBuffer NOTHING = new UnsafeBuffer(new byte[0]);

    @TempDir
    Path directory;

    private final TestMesh mesh = new TestMesh(2);

    @Test
    void shouldGoOnInOrderWithAnotherPublicationWhenOneHasComeToItsEnd() {
        final long seed = Long.getLong("taffrail.seed", System.nanoTime());
        System.out.println("seed " + seed);
        final String driverDirectory = directory.resolve("driver").toString();
        final byte[] frame = new byte[4_000];
        assertTrue((long) FRAMES * frame.length > 4 * ROOM);

        try (MediaDriver driver = MediaDriver.launch(new MediaDriver.Context()
                        .aeronDirectoryName(driverDirectory)
                        .threadingMode(ThreadingMode.SHARED)
                        .receiveChannelEndpointSupplier(
                                (channel, dispatcher, status, context) -> new DebugReceiveChannelEndpoint(
                                        channel,
                                        dispatcher,
                                        status,
                                        context,
                                        new RandomLossGenerator(LOSS, seed),
                                        new RandomLossGenerator(0)))
                        .timerIntervalNs(TimeUnit.MILLISECONDS.toNanos(20))
                        .dirDeleteOnShutdown(true));
                Aeron aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(driverDirectory));
                TestNodes nodes = new TestNodes(
                        1,
                        node -> TestMesh.open(mesh.config(1)
                                .externalDriver(directory.resolve("driver"))
                                .build()))) {
            nodes.open(0);
            final Outbound outbound = outbound(aeron);
            nodes.await("connected", outbound::isConnected);
            for (int i = 0; i < FRAMES; i++) {
                ByteBuffer.wrap(frame).putInt(i);
                nodes.await("frame " + i, () -> {
                    nodes.poll(0, Channel.LIVE, 1);
                    return outbound.offer(new UnsafeBuffer(frame), frame.length, NOTHING) >= 0;
                });
            }
            nodes.awaitReceived(0, 0, Channel.LIVE, FRAMES);

            final List<byte[]> received = nodes.received(0, 0, Channel.LIVE);
            for (int i = 0; i < FRAMES; i++) {
                assertEquals(i, ByteBuffer.wrap(received.get(i)).getInt());
            }
        }
    }

    private Outbound outbound(final Aeron aeron) {
        final ChannelUriStringBuilder uri = new ChannelUriStringBuilder()
                .media("udp")
                .endpoint(mesh.endpoint(1))
                .mtu(4096)
                .linger(TimeUnit.SECONDS.toNanos(2))
                .termLength(TERM_LENGTH)
                .initialPosition(LAST_POSITION - ROOM, 0, TERM_LENGTH);
        return new Outbound(
                aeron,
                error -> {
                    throw new AssertionError(error);
                },
                uri,
                StreamIds.streamId(0, 1, Channel.LIVE),
                Sessions.first());
    }
}
