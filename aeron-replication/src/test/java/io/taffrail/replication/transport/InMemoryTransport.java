/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.transport;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.ControlledMessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * A mesh within one process: a ring for each channel between two nodes, made by the node that reads it when it opens, and
 * gone with it. The ring is the window: what does not fit is pressed back.
 */
public final class InMemoryTransport implements Transport {
    private static final int CHANNELS = Channel.values().length;
    private static final int FRAME = 1;

    private final Mesh mesh;
    private final int self;
    private final Inbound[][] inbounds;
    private final int[] nextInbound = new int[CHANNELS];
    private volatile boolean isClosed;

    private InMemoryTransport(final Mesh mesh, final int self) {
        this.mesh = mesh;
        this.self = self;
        this.inbounds = new Inbound[CHANNELS][mesh.nodes];
        for (final Channel channel : Channel.values()) {
            for (int node = 0; node < mesh.nodes; node++) {
                inbounds[channel.ordinal()][node] = new Inbound(
                        node,
                        channel,
                        new OneToOneRingBuffer(new UnsafeBuffer(
                                ByteBuffer.allocateDirect(mesh.windowLength + RingBufferDescriptor.TRAILER_LENGTH))));
                mesh.rings.set(mesh.index(node, self, channel), inbounds[channel.ordinal()][node].ring);
            }
        }
    }

    @Override
    public int maxFrameLength() {
        return mesh.windowLength / 8;
    }

    @Override
    public long offer(
            final int node,
            final Channel channel,
            final DirectBuffer head,
            final int headLength,
            final DirectBuffer body) {
        final OneToOneRingBuffer ring = ring(node, channel);
        final int length = headLength + body.capacity();
        if (headLength < 1 || length > maxFrameLength()) {
            throw new IllegalArgumentException("headLength=" + headLength + " length=" + length);
        }
        if (isClosed || ring == null) {
            return isClosed ? CLOSED : NOT_CONNECTED;
        }
        final int index = ring.tryClaim(FRAME, length);
        if (index < 0) {
            return BACK_PRESSURED;
        }
        ring.buffer().putBytes(index, head, 0, headLength);
        ring.buffer().putBytes(index + headLength, body, 0, body.capacity());
        ring.commit(index);
        return 0;
    }

    @Override
    public int poll(final Channel channel, final FrameHandler handler, final int limit) {
        final Inbound[] nodes = inbounds[channel.ordinal()];
        final int first = nextInbound[channel.ordinal()]++;
        int taken = 0;
        for (int i = 0; i < nodes.length && !isClosed; i++) {
            taken += nodes[Math.floorMod(first + i, nodes.length)].poll(handler, limit);
        }
        return taken;
    }

    @Override
    public boolean isConnected(final int node, final Channel channel) {
        return ring(node, channel) != null && !isClosed;
    }

    @Override
    public int doWork() {
        return 0;
    }

    @Override
    public Throwable failure() {
        return null;
    }

    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            for (final Channel channel : Channel.values()) {
                for (int node = 0; node < mesh.nodes; node++) {
                    mesh.rings.set(mesh.index(node, self, channel), null);
                }
            }
        }
    }

    private OneToOneRingBuffer ring(final int node, final Channel channel) {
        if (node < 0 || node >= mesh.nodes || node == self) {
            throw new IllegalArgumentException("node=" + node + " is not another node of the mesh");
        }
        return mesh.rings.get(mesh.index(self, node, channel));
    }

    /** What connects the nodes, which are numbered from 0. */
    public static final class Mesh {
        private final int nodes;
        private final int windowLength;
        private final AtomicReferenceArray<OneToOneRingBuffer> rings;

        /**
         * Nobody is there yet.
         *
         * @param nodes        how many there can be.
         * @param windowLength of each channel in bytes, a power of two; an eighth of it is the largest frame.
         */
        public Mesh(final int nodes, final int windowLength) {
            this.nodes = nodes;
            this.windowLength = windowLength;
            this.rings = new AtomicReferenceArray<>(nodes * nodes * CHANNELS);
        }

        /**
         * A node comes, or comes back.
         *
         * @param node its number.
         * @return its transport.
         */
        public InMemoryTransport open(final int node) {
            return new InMemoryTransport(this, node);
        }

        private int index(final int from, final int to, final Channel channel) {
            return (from * nodes + to) * CHANNELS + channel.ordinal();
        }
    }

    private static final class Inbound {
        private final int node;
        private final Channel channel;
        private final OneToOneRingBuffer ring;
        private final ControlledMessageHandler frames = this::onMessage;
        private FrameHandler handler;

        Inbound(final int node, final Channel channel, final OneToOneRingBuffer ring) {
            this.node = node;
            this.channel = channel;
            this.ring = ring;
        }

        int poll(final FrameHandler newHandler, final int limit) {
            handler = newHandler;
            return ring.controlledRead(frames, limit);
        }

        private ControlledMessageHandler.Action onMessage(
                final int type, final DirectBuffer buffer, final int index, final int length) {
            return handler.onFrame(node, channel, buffer, index, length)
                    ? ControlledMessageHandler.Action.CONTINUE
                    : ControlledMessageHandler.Action.ABORT;
        }
    }
}
