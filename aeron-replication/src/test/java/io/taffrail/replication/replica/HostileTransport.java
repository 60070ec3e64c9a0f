/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import io.taffrail.replication.protocol.Cluster;
import io.taffrail.replication.protocol.Envelope;
import io.taffrail.replication.protocol.RecordsFrame;
import io.taffrail.replication.transport.Channel;
import io.taffrail.replication.transport.FrameHandler;
import io.taffrail.replication.transport.Transport;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.UUID;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Hands over, among the frames that really arrive, others that nobody in the cluster has sent just now. */
final class HostileTransport implements Transport {
    static final int AT_ONCE = 5;

    private static final int KEPT = 64;
    private static final int UNPLEASANT_ONE_IN = 400;

    private final Transport transport;
    private final int self;
    private final SplittableRandom random;
    private final byte[][] kept = new byte[KEPT][];
    private final int[] senders = new int[KEPT];
    private int nextKept;
    long injected;
    boolean isHostile = true;

    HostileTransport(final Transport transport, final int self, final SplittableRandom random) {
        this.transport = transport;
        this.self = self;
        this.random = random;
    }

    @Override
    public int poll(final Channel channel, final FrameHandler handler, final int limit) {
        final int taken = transport.poll(
                channel,
                (node, from, buffer, index, length) -> {
                    keep(node, buffer, index, length);
                    return handler.onFrame(node, from, buffer, index, length);
                },
                limit);
        for (int i = 0; isHostile && i < AT_ONCE; i++) {
            final int which = random.nextInt(KEPT);
            final byte[] frame = kept[which] == null ? garbage() : make(kept[which]);
            final int node = kept[which] == null ? random.nextInt(-1, 5) : senders[which];
            if (frame.length > 0) {
                injected++;
                handler.onFrame(node, channel, new UnsafeBuffer(frame), 0, frame.length);
            }
        }
        return taken;
    }

    private byte[] make(final byte[] real) {
        final byte[] frame = real.clone();
        switch (random.nextInt(7)) {
            case 0 -> {
                return garbage();
            }
            case 1 -> {
                return Arrays.copyOf(frame, random.nextInt(frame.length));
            }
            case 2 -> frame[random.nextInt(Envelope.LENGTH)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            case 3 -> {
                return random.nextInt(UNPLEASANT_ONE_IN) == 0 ? damaged(frame) : frame;
            }
            case 4 -> {
                return random.nextInt(UNPLEASANT_ONE_IN) == 0 ? Arrays.copyOf(frame, 2 * maxFrameLength()) : frame;
            }
            case 5 -> foreign(frame);
            default -> {
                // again as it was
            }
        }
        return frame;
    }

    /** From a node of another cluster, of which some speak the truth about it. */
    private void foreign(final byte[] frame) {
        final UUID id = random.nextBoolean() ? Frames.CLUSTER.id() : new UUID(1, 2);
        final Cluster cluster = new Cluster(id, "another secret");
        final UnsafeBuffer envelope = new UnsafeBuffer(new byte[Envelope.LENGTH]);
        new Envelope(cluster, Frames.sender(random.nextInt(TestNode.NODES), random.nextInt(1, 3)), self)
                .write(envelope);
        envelope.getBytes(0, frame, 0, Math.min(frame.length, Envelope.LENGTH));
    }

    /** What checksums find out: bytes of records that changed on the way. */
    private byte[] damaged(final byte[] frame) {
        if (frame.length > RecordsFrame.Writer.LENGTH) {
            frame[random.nextInt(RecordsFrame.Writer.LENGTH, frame.length)] ^= 1;
        }
        return frame;
    }

    private byte[] garbage() {
        final byte[] bytes = new byte[random.nextInt(1, 512)];
        random.nextBytes(bytes);
        return bytes;
    }

    private void keep(final int node, final DirectBuffer buffer, final int index, final int length) {
        if (random.nextInt(8) == 0) {
            final byte[] bytes = new byte[length];
            buffer.getBytes(index, bytes);
            kept[nextKept % KEPT] = bytes;
            senders[nextKept % KEPT] = node;
            nextKept++;
        }
    }

    @Override
    public int maxFrameLength() {
        return transport.maxFrameLength();
    }

    @Override
    public long offer(
            final int node,
            final Channel channel,
            final DirectBuffer head,
            final int headLength,
            final DirectBuffer body) {
        return transport.offer(node, channel, head, headLength, body);
    }

    @Override
    public boolean isConnected(final int node, final Channel channel) {
        return transport.isConnected(node, channel);
    }

    @Override
    public int doWork() {
        return transport.doWork();
    }

    @Override
    public Throwable failure() {
        return transport.failure();
    }

    @Override
    public void close() {
        transport.close();
    }
}
