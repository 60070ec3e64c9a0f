/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.protocol;

import io.taffrail.codecs.cluster.MessageHeaderEncoder;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Messages to one node, of all groups, on their way together in one frame.
 *
 * <p>Threading: confined to one thread. Allocates nothing after construction.
 */
public final class Packet {
    static final int FRAME_LENGTH = Integer.BYTES;

    private final UnsafeBuffer buffer;
    private int length = Envelope.LENGTH;

    /**
     * An empty packet.
     *
     * @param envelope of the frames that it becomes.
     * @param capacity in bytes, the envelope included.
     */
    public Packet(final Envelope envelope, final int capacity) {
        buffer = new UnsafeBuffer(new byte[capacity]);
        envelope.write(buffer);
    }

    /**
     * The bytes.
     *
     * @return a buffer that holds them from index 0.
     */
    public DirectBuffer buffer() {
        return buffer;
    }

    /**
     * How many.
     *
     * @return bytes, the envelope included.
     */
    public int length() {
        return length;
    }

    /**
     * Whether there is nothing to send.
     *
     * @return true without a message.
     */
    public boolean isEmpty() {
        return length == Envelope.LENGTH;
    }

    /**
     * Say what time it is, right before it is sent.
     *
     * @param timestampMs wall clock of this node, milliseconds since 1970; positive.
     */
    public void stamp(final long timestampMs) {
        Envelope.stamp(buffer, timestampMs);
    }

    /** Forget what was sent. */
    public void clear() {
        length = Envelope.LENGTH;
    }

    UnsafeBuffer bytes() {
        return buffer;
    }

    /**
     * Room for a message, header included; -1 when the packet is full. Members repeat what matters, so what does not fit
     * may be dropped.
     */
    int tryBegin(final int blockLength) {
        final int message = MessageHeaderEncoder.ENCODED_LENGTH + blockLength;
        if (length + FRAME_LENGTH + message > buffer.capacity()) {
            return -1;
        }
        buffer.putInt(length, message, ByteOrder.LITTLE_ENDIAN);
        final int at = length + FRAME_LENGTH;
        length = at + message;
        return at;
    }
}
