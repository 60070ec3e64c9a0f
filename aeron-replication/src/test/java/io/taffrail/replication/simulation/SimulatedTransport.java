/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.replication.protocol.RecordsFrame;
import io.taffrail.replication.transport.Channel;
import io.taffrail.replication.transport.FrameHandler;
import io.taffrail.replication.transport.Transport;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** One node's way into the simulated network; frames hold five small records, large ones take two. */
final class SimulatedTransport implements Transport {
    private static final int MAX_FRAME = RecordsFrame.Writer.LENGTH + 5 * LogFormat.BATCH_HEADER_LENGTH;
    private static final int KILLED_ONE_IN = 2_000;

    private final int self;
    private final SimulatedNetwork network;
    private final Faults faults;
    private final Chance random;
    private final FrameWatcher watcher;
    private long framesLeft = Long.MAX_VALUE;

    SimulatedTransport(
            final int self,
            final SimulatedNetwork network,
            final Faults faults,
            final Chance random,
            final FrameWatcher watcher) {
        this.self = self;
        this.network = network;
        this.faults = faults;
        this.random = random;
        this.watcher = watcher;
    }

    /** Let only so many frames with records go out from now on. */
    void allow(final long frames) {
        framesLeft = frames;
    }

    @Override
    public int maxFrameLength() {
        return MAX_FRAME;
    }

    @Override
    public long offer(
            final int node,
            final Channel channel,
            final DirectBuffer head,
            final int headLength,
            final DirectBuffer body) {
        if (faults.has(FaultKind.SUDDEN_DEATHS) && random.oneIn(KILLED_ONE_IN)) {
            throw new SuddenDeath();
        }
        final boolean isRecords = channel != Channel.CONTROL;
        final boolean isHeldUp =
                isRecords && (framesLeft == 0 || faults.has(FaultKind.SLOW_RECORDS) && random.oneIn(2));
        if (isHeldUp || network.isFull(self, node, channel)) {
            return BACK_PRESSURED;
        }
        final byte[] bytes = new byte[headLength + body.capacity()];
        if (bytes.length > MAX_FRAME) {
            throw new IllegalArgumentException("too long: " + bytes.length);
        }
        head.getBytes(0, bytes, 0, headLength);
        body.getBytes(0, bytes, headLength, body.capacity());
        framesLeft -= isRecords ? 1 : 0;
        watcher.onSent(node, channel, bytes);
        network.send(self, node, channel, bytes);
        return 0;
    }

    @Override
    public int poll(final Channel channel, final FrameHandler handler, final int limit) {
        int frames = 0;
        for (int node = 0; node < network.nodes(); node++) {
            final int from = node;
            frames += network.deliver(
                    from,
                    self,
                    channel,
                    bytes -> handler.onFrame(from, channel, new UnsafeBuffer(bytes), 0, bytes.length));
        }
        return frames;
    }

    @Override
    public boolean isConnected(final int node, final Channel channel) {
        return true;
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
        // the network stays
    }

    /** Told of what a node sends. */
    @FunctionalInterface
    interface FrameWatcher {
        /** A frame is on its way. */
        void onSent(int to, Channel channel, byte[] bytes);
    }
}
