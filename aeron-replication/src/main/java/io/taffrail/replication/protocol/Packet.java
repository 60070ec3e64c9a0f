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
 * Messages to one node, of all groups, on their way together.
 *
 * <p>Threading: confined to one thread. Allocates nothing after construction.
 */
public final class Packet {
    static final int FRAME_LENGTH = Integer.BYTES;

    private final UnsafeBuffer buffer;
    private int length;

    /**
     * An empty packet.
     *
     * @param capacity in bytes.
     */
    public Packet(final int capacity) {
        buffer = new UnsafeBuffer(new byte[capacity]);
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
     * @return bytes, 0 when there is nothing to send.
     */
    public int length() {
        return length;
    }

    /** Forget what was sent. */
    public void clear() {
        length = 0;
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
