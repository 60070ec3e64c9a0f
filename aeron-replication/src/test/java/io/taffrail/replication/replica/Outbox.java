/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.replication.protocol.Envelope;
import io.taffrail.replication.protocol.RecordsFrame;
import io.taffrail.replication.transport.Channel;
import io.taffrail.replication.transport.FrameHandler;
import io.taffrail.replication.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A transport that keeps what is sent, as long as there is room. */
final class Outbox implements Transport {
    final List<Sent> sent = new ArrayList<>();
    int room = Integer.MAX_VALUE;
    boolean isForgetful;
    private final int maxFrameLength;

    Outbox(final int maxFrameLength) {
        this.maxFrameLength = maxFrameLength;
    }

    @Override
    public int maxFrameLength() {
        return maxFrameLength;
    }

    @Override
    public long offer(
            final int node,
            final Channel channel,
            final DirectBuffer head,
            final int headLength,
            final DirectBuffer body) {
        assertTrue(headLength + body.capacity() <= maxFrameLength, "too long");
        if (isForgetful) {
            return 0;
        }
        final UnsafeBuffer frame = new UnsafeBuffer(new byte[headLength + body.capacity()]);
        if (room == 0) {
            return BACK_PRESSURED;
        }
        room--;
        frame.putBytes(0, head, 0, headLength);
        frame.putBytes(headLength, body, 0, body.capacity());
        sent.add(new Sent(channel, frame));
        return 0;
    }

    @Override
    public int poll(final Channel channel, final FrameHandler handler, final int limit) {
        return 0;
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
    public void close() {}

    /** A frame with records on a channel. */
    record Sent(Channel channel, UnsafeBuffer bytes) {
        RecordsFrame frame() {
            final RecordsFrame frame = new RecordsFrame();
            assertTrue(frame.tryRead(bytes, Envelope.LENGTH, bytes.capacity() - Envelope.LENGTH), "sound");
            return frame;
        }

        UnsafeBuffer body() {
            return new UnsafeBuffer(bytes, frame().bodyIndex(), frame().bodyLength());
        }
    }
}
